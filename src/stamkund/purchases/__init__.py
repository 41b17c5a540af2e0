"""What customers have bought, returned and cancelled: facts with revenue, direct cost where it is known, and source.

The same sale told by two files or two systems under one number is one purchase."""
