"""The caseload by person: whose students are whose, who is away, who leaves, and who comes after them."""
