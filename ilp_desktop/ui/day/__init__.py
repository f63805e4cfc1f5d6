"""The conference day: who comes when, and how each conference stands."""
