"""What leaves the app while a session runs: hooks, the status file, a notification."""
