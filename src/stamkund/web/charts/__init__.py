"""Figures: small marks drawn here as SVG, and charts described for Vega-Lite."""
