"""Finding a student, and the file that follows a child from kindergarten to grade 12."""
