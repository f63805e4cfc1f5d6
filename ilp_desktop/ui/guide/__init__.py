"""The guided tour: a quiet card at the edge of a screen that points at what it speaks of."""
