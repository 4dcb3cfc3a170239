"""Large letters and digits, drawn from outlines for whatever place there is."""
