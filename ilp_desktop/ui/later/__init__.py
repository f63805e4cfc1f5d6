"""What was left for later: whose signatures are owed, until when, and how they are reached."""
