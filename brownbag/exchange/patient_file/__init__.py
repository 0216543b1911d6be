"""The patient file, brownbag-patient/1: JSON or YAML in, a clinical record out."""

from brownbag.exchange.patient_file.read import read, read_parsed, stated_day
from brownbag.exchange.patient_file.write import as_json
from brownbag.exchange.reading import Read, UnusableInput

__all__ = ["Read", "UnusableInput", "as_json", "read", "read_parsed", "stated_day"]
