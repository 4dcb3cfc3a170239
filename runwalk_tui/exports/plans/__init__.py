"""What is due, as files for a watch, a training app or a calendar."""
