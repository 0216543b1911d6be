"""What someone takes and who they are, as frozen values."""
