"""Finish the visit: requests, papers, to-dos."""
