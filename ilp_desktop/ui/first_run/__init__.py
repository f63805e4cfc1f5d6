"""The first minutes: a new office with its recovery sheet, an office that exists, or the demo school.

Nothing is imported here: the unlock screen needs ``door`` alone, and is painted before anything else is loaded.
"""
