"""Measuring: an invented base of any size, the real stack on loopback, latency beside processor time."""
