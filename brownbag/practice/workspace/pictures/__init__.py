"""Assess in two pictures: what acts on what, and what came first; each with its twin in words."""
