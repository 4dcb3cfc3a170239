"""Charts over one axis of weeks: pain, stages, minutes and sessions."""
