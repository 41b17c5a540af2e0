"""The documentation's plots of real data: ``python -m tools.plots [NAME…]`` draws them anew from ../shared/data."""
