"""How an older database becomes this program's, step by step."""
