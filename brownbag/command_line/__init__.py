"""The command `brownbag`: one file per command."""
