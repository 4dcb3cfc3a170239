"""The runner's own stage table: noticed when saved, changed by figure, and what a change means for today."""
