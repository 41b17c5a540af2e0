"""One subject, one file. Every view here is for administrators only."""
