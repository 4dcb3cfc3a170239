"""The page for a clinician and the hand-out for a patient, as HTML."""
