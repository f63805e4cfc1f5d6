"""Finds a time for everybody on a conference day: from who must meet, and when they can, to a day that holds."""
