"""Let others see the person's newest list, and tell those who do not know of a change."""
