"""Correcting the log: what a session can be given by hand, what is wrong with it, and what a correction changes."""
