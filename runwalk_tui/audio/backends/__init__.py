"""The ways to make a sound: three libraries that open a device in the child process, and the terminal bell."""
