"""What the customers are worth: a fitted model values the base, and one customer is revised when something happens.

A Run says how the base was valued, or why it was not; Values are what it published, revised one by one since; Equity is
their sum, moved with every revision. `calculate` computes, `publish` stores; neither does the other's work.
"""
