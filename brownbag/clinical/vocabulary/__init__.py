"""Which medicine a piece of text means, or plainly that it is not known."""
