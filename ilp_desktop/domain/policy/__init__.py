"""What a policy asks of a student's file, and what of it the facts meet: values and pure functions, no clock."""
