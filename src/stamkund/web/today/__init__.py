"""The morning page: what is due, who is slipping away, what came in since."""
