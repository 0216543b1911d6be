"""Addresses for machines: is it up, is it ready."""
