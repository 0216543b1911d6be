"""The record of change, written by the database itself, and the record of who looked."""
