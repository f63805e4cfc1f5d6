"""What the policy asks of the school: the rules in force, what the school chose in them, another set, the calendar."""
