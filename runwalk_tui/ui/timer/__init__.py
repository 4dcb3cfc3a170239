"""The screens that are read from the treadmill: a session and the run test."""
