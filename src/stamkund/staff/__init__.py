"""Who works here: people who sign in, what each may do, their access tokens and saved views."""
