"""What was agreed: requests to prescribers, their replies, and what the person will do."""
