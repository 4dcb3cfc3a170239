"""Talking: each conversation with the runner once, for whatever front shows it."""
