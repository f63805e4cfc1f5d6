"""Reaching a family: who was tried, what they need in order to come, what they asked for."""
