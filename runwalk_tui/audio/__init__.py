"""Playing the cues: a player that schedules, and a child process with one stream open all the time."""
