"""Papers as they were handed out, kept byte for byte."""
