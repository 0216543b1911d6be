"""Doses as a calendar feed, RFC 5545."""
