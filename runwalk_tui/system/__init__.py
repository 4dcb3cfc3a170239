"""What the operating system does for the program: files, streams, signals, the editor, keeping awake."""
