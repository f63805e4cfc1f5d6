"""The board: what is still needed, by whom and by when."""
