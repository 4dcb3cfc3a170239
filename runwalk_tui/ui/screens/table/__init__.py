"""The pages that change the runner's own stage table, and the one that asks what if."""
