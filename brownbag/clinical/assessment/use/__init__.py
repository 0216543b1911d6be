"""Is it taken the right way, with food and with other medicines?"""
