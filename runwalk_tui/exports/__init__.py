"""What is given away: the log as CSV, a session as an audio file with chapters."""
