"""Looking through past sessions: the filter language, the orders, the weeks, and what followed each; pure."""
