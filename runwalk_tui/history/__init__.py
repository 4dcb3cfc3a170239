"""What is remembered: the store, the journal of the running session, rescue files, and the log as JSON."""
