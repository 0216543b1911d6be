"""What prescribers answered, until it is dealt with."""
