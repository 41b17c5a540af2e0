"""Columns: which field of ours each column of a file is, guessed from its heading and from what stands in it."""
