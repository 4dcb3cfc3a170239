"""A session and a run test told as lines while they run."""
