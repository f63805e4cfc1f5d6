"""Checking a plan that came as a PDF: genuine, altered, or not to be told."""
