"""Forms of an agency."""
