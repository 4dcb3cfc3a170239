"""Home, the stop sign, what follows a session; and how any screen is left."""
