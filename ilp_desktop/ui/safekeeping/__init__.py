"""Backups, sticks, a look over the office and the recovery sheet that is tried: one part of the office page."""
