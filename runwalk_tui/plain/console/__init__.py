"""A console of Windows: its keys one by one, and the lines that are made of them."""
