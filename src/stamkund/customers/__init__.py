"""Who we know: persons and organisations in one register, how to reach them, how they belong together, and the keys
by which other systems know them."""
