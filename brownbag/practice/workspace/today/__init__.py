"""Who is due or waiting, and why."""
