"""Tests of valuation: the rules, one run over an invented base, and single customers revised."""
