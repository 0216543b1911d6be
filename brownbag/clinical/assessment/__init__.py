"""From a person's record to ranked findings with their reasons."""

from brownbag.clinical.assessment.assess import assess, check_pair

__all__ = ["assess", "check_pair"]
