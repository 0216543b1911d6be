"""A name for a product of which only a code is known; until a code can be looked up, the code itself."""

from __future__ import annotations


def name_for(*, ndc: str = "", rxcui: str = "") -> str:
    """Return what to call a product that a document names only by its code.

    >>> name_for(ndc="50090443201")
    'NDC 50090443201'
    """
    if ndc:
        return f"NDC {ndc}"
    return f"RxNorm {rxcui}" if rxcui else ""
