"""The page for a clinician, and the programme as a hand-out."""
