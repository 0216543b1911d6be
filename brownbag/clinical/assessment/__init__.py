"""From a person's record to ranked findings with their reasons."""
