"""Who opens the office, in which role, and with which keys."""
