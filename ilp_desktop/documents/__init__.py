"""Domain values to PDF: drawing, sealing, verifying."""
