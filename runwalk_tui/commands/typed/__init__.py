"""What is typed after `runwalk`: commands, their help, kinds of values, shared options."""
