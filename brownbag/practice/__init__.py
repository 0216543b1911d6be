"""The application for a practice: people, lists, visits, plans and papers."""
