"""How the text of a direction becomes its parts, and the parts its phases."""
