"""Who works here, for administrators: letting people in, what each may do, and which customers are hidden."""
