"""The settings: the screen, a row for each, and their file."""
