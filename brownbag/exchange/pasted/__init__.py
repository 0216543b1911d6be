"""Lists as people type or paste them: one medicine a line."""

from brownbag.exchange.pasted.read import read_list

__all__ = ["read_list"]
