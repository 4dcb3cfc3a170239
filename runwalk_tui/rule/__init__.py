"""What is next: how a session's pain is judged, the fold of the log, today's prescription and its reasons."""
