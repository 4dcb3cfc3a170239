"""What the page for a clinician says, as values."""
