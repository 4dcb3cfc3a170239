"""Home: what is due today and why, how far the programme has come, and Start."""
