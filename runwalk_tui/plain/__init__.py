"""Showing: the same conversations as lines of text, for screen readers, simple terminals, slow lines and scripts."""
