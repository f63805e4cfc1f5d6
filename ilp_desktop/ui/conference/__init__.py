"""One conference, from celebrating to the printed plan."""
