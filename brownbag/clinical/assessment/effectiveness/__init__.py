"""Does it work, and is there enough of it?"""
