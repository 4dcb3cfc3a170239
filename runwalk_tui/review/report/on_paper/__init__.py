"""The hand-out: the programme on paper, to do without the app."""
