"""What the child and the family see: the family view, the student's turn, and the window that people sign in."""
