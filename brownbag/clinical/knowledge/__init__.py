"""The knowledge base, loaded: groups and rules with their sources."""

from brownbag.clinical.knowledge.load import Knowledge, KnowledgeError, load

__all__ = ["Knowledge", "KnowledgeError", "load"]
