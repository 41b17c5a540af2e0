"""Backups: one tar file with the database, the files and a list of what must be in it, each with its checksum."""
