"""The practice and its staff: who signs in and in which role."""
