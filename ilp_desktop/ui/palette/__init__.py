"""One box over every page, opened with Ctrl+K: students, places and deeds."""
