"""Medicines, ranked problems, and for each problem what to do and why."""
