"""What every page shares: who may open it, whose rows it sees, its forms and its frame."""
