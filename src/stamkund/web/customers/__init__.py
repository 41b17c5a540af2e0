"""The pages about customers: the list and its views, the card of one."""
