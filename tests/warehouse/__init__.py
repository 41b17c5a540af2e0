"""Tests of the warehouse: copying, and every metric on a small world."""
