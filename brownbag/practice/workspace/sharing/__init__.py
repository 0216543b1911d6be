"""Share: the link to the newest list, who opened it, files to take away, and notices to others."""
