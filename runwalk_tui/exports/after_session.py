"""The file that is written after each session, where the runner has set one."""
