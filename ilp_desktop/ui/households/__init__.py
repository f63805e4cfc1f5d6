"""The adults and the staff of one student: who may do what from when, and who looks after them."""
