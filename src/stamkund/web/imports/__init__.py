"""Files brought in through the browser: four named steps, each with an address, and the list of what was brought in."""
