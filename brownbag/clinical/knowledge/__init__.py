"""The knowledge base, loaded: facts and rules with their sources."""
