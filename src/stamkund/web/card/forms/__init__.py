"""What can be written on a card."""
