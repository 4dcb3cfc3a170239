"""Looking through past sessions: the filter language, the orders and the weeks; pure."""
