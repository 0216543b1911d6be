"""The knowledge base, loaded: groups and rules with their sources."""

from brownbag.clinical.knowledge.errors import KnowledgeError
from brownbag.clinical.knowledge.load import Knowledge, load

__all__ = ["Knowledge", "KnowledgeError", "load"]
