"""Stamkund: the memory of a company's customers, and the value of the relations with them."""

__version__ = "0.1.0"
