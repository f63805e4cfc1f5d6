"""A deed that needs a few answers first: asked in place, beside what it concerns."""
