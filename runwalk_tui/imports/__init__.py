"""What is imported: history files, and tables that come back from a spreadsheet."""
