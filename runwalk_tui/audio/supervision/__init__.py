"""What makes sound reliable: which backend plays, which cues wait for it, and when the bell steps in."""
