"""Brownbag, the open medication management system."""
