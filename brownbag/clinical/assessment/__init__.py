"""From a person's record to ranked findings with their reasons."""

from brownbag.clinical.assessment.assess import assess, check_pair, pair_check

__all__ = ["assess", "check_pair", "pair_check"]
