"""FHIR R4: a Bundle, a resource or a bulk export in, clinical records out, and back."""

from brownbag.exchange.fhir.read import READ_ALONE, read_bundle, read_parsed, read_resources

__all__ = ["READ_ALONE", "read_bundle", "read_parsed", "read_resources"]
