"""FHIR R4: a Bundle about one person in, a clinical record out."""

from brownbag.exchange.fhir.read import read_bundle

__all__ = ["read_bundle"]
