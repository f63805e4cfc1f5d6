"""ILP Desktop: learning plans, conference day and the student's file, offline."""

__version__ = "0.1.0"
