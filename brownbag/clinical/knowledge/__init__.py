"""The knowledge base, loaded: groups and rules with their sources."""

from brownbag.clinical.knowledge.errors import KnowledgeError
from brownbag.clinical.knowledge.load import load
from brownbag.clinical.knowledge.loaded import Knowledge

__all__ = ["Knowledge", "KnowledgeError", "load"]
