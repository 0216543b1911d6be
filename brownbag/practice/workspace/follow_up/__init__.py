"""The next contact, and what became of earlier problems."""
