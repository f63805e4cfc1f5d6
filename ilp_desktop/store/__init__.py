"""The encrypted database of one office."""
