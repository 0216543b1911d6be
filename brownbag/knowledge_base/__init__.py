"""Facts and rules as files that pharmacists read and correct; data only."""
