"""What is said between the customer and us: notes, calls, visits and meetings, and what somebody must still do."""
