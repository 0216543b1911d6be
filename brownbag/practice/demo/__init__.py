"""Invented people for trying the system; loaded in demo mode only."""
