"""The pages that a key opens from Home."""
