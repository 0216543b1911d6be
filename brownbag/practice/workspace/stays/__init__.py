"""Home from the hospital: three lists side by side, and what is due."""
