"""Whether a medicine is at hand and taken as agreed."""
