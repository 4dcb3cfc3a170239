"""Pictures of figures: pain, weeks, stages, a scale as a bar."""
