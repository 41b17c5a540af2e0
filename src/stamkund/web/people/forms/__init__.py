"""What is asked about colleagues, and before a customer is hidden."""
