"""One subject, one file."""
