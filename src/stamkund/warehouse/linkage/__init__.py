"""Linking a whole base: Splink on DuckDB compares and learns; `quant.linkage` says how, and clusters the pairs."""
