"""The quiet queue: who is who."""
