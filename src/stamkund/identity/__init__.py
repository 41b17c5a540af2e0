"""Who is who: two entries found to be one customer are joined by a link that can be taken back."""
