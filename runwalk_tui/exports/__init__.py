"""What is given away: the log as tables, a session as an audio file with chapters."""
