"""What a voice says besides the cues: which words there are, and where there is time for them."""
