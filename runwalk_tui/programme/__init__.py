"""What to do: durations, the stage table with every fault at its line, and a stage laid out as a session."""
