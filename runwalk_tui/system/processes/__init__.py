"""Processes of our own: how they are started, and that they end with this one."""
