"""What the company makes and sells."""
