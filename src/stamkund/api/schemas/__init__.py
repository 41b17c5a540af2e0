"""What goes over the wire, kept apart from how it is stored."""
