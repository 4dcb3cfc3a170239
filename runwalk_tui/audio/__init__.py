"""Speaking: the cues, played from a child process at the instants they are due."""
