"""What was decided, before anything is sent."""
