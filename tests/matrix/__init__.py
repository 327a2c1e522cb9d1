"""Everyone may do exactly what the matrix says (promises D1, D3, D6)."""
