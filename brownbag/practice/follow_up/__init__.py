"""The next contact, and whether each problem was solved."""
