"""FHIR R4: a Bundle, a resource or a bulk export in, clinical records out, and back."""

from brownbag.exchange.fhir.read import READ_ALONE, read_bundle, read_parsed, read_resources
from brownbag.exchange.fhir.write import as_bundle, as_summary, as_text

__all__ = ["READ_ALONE", "as_bundle", "as_summary", "as_text", "read_bundle", "read_parsed", "read_resources"]
