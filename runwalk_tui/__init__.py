"""runwalk: a terminal interval timer that helps people with low back pain get back to running."""

__version__ = "0.1.0"
"""The version, as in pyproject.toml; a test compares the two. Asking the package's metadata for it takes as long as all
the rest of `runwalk --version`."""
