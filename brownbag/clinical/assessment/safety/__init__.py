"""Is it safe together, and for this person?"""
