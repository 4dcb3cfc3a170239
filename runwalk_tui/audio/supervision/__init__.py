"""What keeps sound going: which backend plays, which cues wait for it, and when the bell steps in."""
