"""A session against a clock: countdown, cues, records and the controller; the clock is handed in."""
