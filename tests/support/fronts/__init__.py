"""The same story told to both fronts: what the runner means, how it is pressed and how it is typed."""
