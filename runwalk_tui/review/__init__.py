"""Looking back: past sessions, the course so far in figures and words, and the step to what is due; pure."""
