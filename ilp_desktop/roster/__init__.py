"""Roster files (OneRoster) to domain values and back; no database."""
