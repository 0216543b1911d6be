"""The page a prescriber opens by a secret link, without an account."""
