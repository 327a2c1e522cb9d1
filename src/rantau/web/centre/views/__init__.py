"""Pages of the centre, one module per noun."""
