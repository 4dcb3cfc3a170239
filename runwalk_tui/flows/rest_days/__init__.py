"""What is offered for days without running."""
