"""A voice of the runner's own: the words of a language, spoken once by what the computer speaks with."""
