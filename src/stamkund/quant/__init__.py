"""The mathematics of the customer base: arrays in, arrays out; no input or output, no clock, no hidden randomness."""
