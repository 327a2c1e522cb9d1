"""Hostile values against every field of every action (promises B1, I1, J1)."""
