"""The steps of a stage: as a text, and read from a list of them and of sets."""
