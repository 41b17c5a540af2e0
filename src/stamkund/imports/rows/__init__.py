"""Rows: a record and a mapping become one typed row of ours, or the list of what is wrong with it. Pure."""
