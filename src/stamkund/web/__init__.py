"""The pages people use: one folder per subject, templates and static files beside."""
