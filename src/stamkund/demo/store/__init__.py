"""Writing an invented company down, a noun at a time and in bulk: whoever furnishes says once what follows."""
