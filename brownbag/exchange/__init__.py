"""Outside formats to clinical values and back; knows no Django."""
