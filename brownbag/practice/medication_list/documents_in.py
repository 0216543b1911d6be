"""Read a document someone handed over, whatever kind it is."""

from brownbag.exchange import patient_file
from brownbag.exchange.fhir import read_bundle
from brownbag.exchange.reading import text_of


def read_document(content, *, on):
    """Return what a FHIR R4 Bundle or a patient file holds.

    Raises UnusableInput with one sentence.
    """
    text = text_of(content)
    is_fhir = text.lstrip()[:1] == "{" and '"resourceType"' in text
    return read_bundle(text, on=on) if is_fhir else patient_file.read(text, on=on)
