"""What is answered with: the pain scale, numbers, choices, ticks, a note; and the line of keys."""
