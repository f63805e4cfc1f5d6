"""Preparation, papers to write on, and typing in what was written on them."""
