"""What the office speaks of: people, plans, conferences and rules, with no clock, files, window or database."""
