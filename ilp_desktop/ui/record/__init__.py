"""The record of who opened, printed and gave away what, and who outside the school asked for a file."""
