"""What is taken in: history files, and tables that came back from a spreadsheet."""
