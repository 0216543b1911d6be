"""Programmes a person may qualify for, and what is due when."""
