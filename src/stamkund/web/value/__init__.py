"""The customer base as an asset: what it is worth, what changed, who stays, who is worth saving, and how we know."""
