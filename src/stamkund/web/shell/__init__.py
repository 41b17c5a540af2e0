"""What surrounds every page: who is here, in which language, and the closed door."""
