"""The patient file, brownbag-patient/1: JSON or YAML in, a clinical record out."""

from brownbag.exchange.patient_file.read import Read, UnusableInput, read

__all__ = ["Read", "UnusableInput", "read"]
