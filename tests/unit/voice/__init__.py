"""A voice of the runner's own."""
