"""Publishing: rows in batches, each decided against what is known and stored in one transaction, or only counted."""
