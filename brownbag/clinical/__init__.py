"""The clinical core: values in, values out; no framework, clock, network or database."""
