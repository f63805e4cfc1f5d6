"""The office's verbs. Each owns its transaction and answers for one viewer."""
