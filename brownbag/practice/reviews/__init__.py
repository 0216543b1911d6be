"""Problems found for a person, and what could not be checked."""
