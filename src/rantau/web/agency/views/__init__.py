"""Pages of an agency, one module per noun."""
