"""The hard tests in their long form: kills, power cuts, refused writes, mutated files. Run by `python3 dev.py torture`."""
