"""Find, add and open the people of the practice."""
