"""Files in, files out: one shot, nothing is kept."""
