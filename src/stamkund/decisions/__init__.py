"""What to do next with one customer, and why.

The choice is a pure function of what is known at this moment, so it is never stale; only the answers people give to it
("later", "not this") are stored.
"""
