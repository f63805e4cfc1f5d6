"""What the office and the person at it may set, and what this program is."""
