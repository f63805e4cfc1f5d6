"""Bringing a roster in: what it would change is shown before anything does."""
