"""The seeded demo school and district generator."""
