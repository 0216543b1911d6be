"""Every rule file changed in every small way: an example, or a person made from one, must notice."""
