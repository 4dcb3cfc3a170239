"""The ways to make a sound: two libraries that open a device in the child process, and the terminal bell."""
