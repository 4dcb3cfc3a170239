"""The questions around a session, a screen for each."""
