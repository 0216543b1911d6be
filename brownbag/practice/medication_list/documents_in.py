"""Read a document someone handed over, whatever kind it is."""

from brownbag.exchange import documents


def read_document(content, *, on):
    """Return what a document about one person holds: FHIR, C-CDA, HL7, a table, a pasted list or a patient file.

    Raises UnusableInput with one sentence.
    """
    return documents.read_document(content.encode() if isinstance(content, str) else content, on=on)
