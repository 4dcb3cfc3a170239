"""The app in a browser of this computer, or of a tablet in the same room."""
