"""The pages and files behind the link to a person's newest list; no account is needed."""
