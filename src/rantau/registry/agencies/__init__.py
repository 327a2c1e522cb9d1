"""Licensed agencies (P3MI), branches, deposits."""
