"""The screens: what is shown with Textual, and what its keys do."""
