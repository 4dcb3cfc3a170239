"""The terminal: every use of Textual's private parts, each with a way to do without it (docs/screen.md names them)."""
