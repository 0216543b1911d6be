"""What a file of the knowledge base raises when it does not fit."""


class KnowledgeError(ValueError):
    """A file of the knowledge base does not fit; the message names file and line."""
