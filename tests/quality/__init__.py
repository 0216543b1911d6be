"""Measures over the shared reference data; run by `make quality`, never by the test suite."""
