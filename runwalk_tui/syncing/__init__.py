"""One log on several computers, through a folder that something else carries between them."""
