"""Directions on a label: read into structure, said in plain words, laid over a day."""
