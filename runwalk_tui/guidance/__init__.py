"""What a runner can read: short tips with their sources, and the page "Is this normal?"."""
