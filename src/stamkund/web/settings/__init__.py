"""One's own settings and access tokens; for administrators the tasks in the background and this installation."""
