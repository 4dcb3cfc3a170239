"""What is given away and taken back: the log as tables, a session as an audio file with chapters."""
