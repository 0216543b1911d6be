"""C-CDA: a clinical document of a hospital or practice in, a clinical record out."""

from brownbag.exchange.ccda.read import read_document, read_tree

__all__ = ["read_document", "read_tree"]
