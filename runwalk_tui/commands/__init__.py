"""The subcommands of `runwalk`: each reads options, calls one thing and prints."""
