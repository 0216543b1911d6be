"""What the release knows: its start page, and the page of each medicine with its sources and state."""
