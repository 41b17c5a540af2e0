"""Pure rules of searching: words, slips of the pen, ranking, snippets."""
