"""Writing to a family: choose a letter, look at it, print or save it, and say how it went out."""
