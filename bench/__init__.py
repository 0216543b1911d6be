"""How fast the parts are. Times are printed, never asserted: they belong to the machine they were taken on."""
