"""The verbs of valuation."""
