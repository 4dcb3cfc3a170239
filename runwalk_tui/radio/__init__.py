"""Listening to a heart rate strap and a treadmill: values only ever come in, and nothing is sent to either."""
