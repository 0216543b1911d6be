"""The papers of a visit: values, PDF and a page that prints well."""
