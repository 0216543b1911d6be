"""One merged list: what every source says, and what the person really takes."""
