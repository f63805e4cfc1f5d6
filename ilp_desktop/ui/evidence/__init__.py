"""What a policy asks of a student or of the school, what it rests on, and the forms that record it."""
