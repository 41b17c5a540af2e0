"""Tests of the lifetime models against published tables, exact numbers and their own simulations."""
