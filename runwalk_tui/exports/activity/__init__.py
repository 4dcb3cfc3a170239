"""What was done, as files for a watch's site."""
