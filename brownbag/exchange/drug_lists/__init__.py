"""Published drug lists in: RxNorm, the NDC directory, SPL labels and openFDA become names the vocabulary uses."""

from brownbag.exchange.drug_lists.loading import KINDS, Loaded, load
from brownbag.exchange.drug_lists.store import Store, location, use_loaded

__all__ = ["KINDS", "Loaded", "Store", "load", "location", "use_loaded"]
