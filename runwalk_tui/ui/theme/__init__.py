"""Colours and icons, and what keeps them legible."""
