"""The figures behind the charts of a course, and what is unusual in them, in sentences."""
