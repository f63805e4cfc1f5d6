"""Where conference days are arranged: which schedule, who can when, and the grid."""
