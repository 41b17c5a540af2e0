"""One customer on one page: who, everything that happened, what next, and the place to write down what happens now."""
