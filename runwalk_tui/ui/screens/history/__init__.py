"""Past sessions: the table week by week, the filter, and one session in full beside it or on a page of its own."""
