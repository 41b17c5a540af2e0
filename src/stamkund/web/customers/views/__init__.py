"""What is asked of the list of customers, one subject per file."""
