"""Is it needed, and for what?"""
