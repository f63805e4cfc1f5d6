"""Group conferences: their list, their questions, and one of them under way."""
