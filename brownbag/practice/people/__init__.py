"""Who the practice looks after, and what is known about each person besides medicines."""
