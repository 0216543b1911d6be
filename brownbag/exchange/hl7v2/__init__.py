"""HL7 v2 messages: admissions, orders, dispenses and results in, clinical records out."""

from brownbag.exchange.hl7v2.read import read_messages

__all__ = ["read_messages"]
