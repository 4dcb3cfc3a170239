"""The SQLite file: its tables, how it is opened, locked, migrated, backed up and repaired."""
