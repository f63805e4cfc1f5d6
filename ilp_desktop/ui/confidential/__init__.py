"""The confidential part of a student's file: notes, documents, and whose yes it takes before they leave."""
