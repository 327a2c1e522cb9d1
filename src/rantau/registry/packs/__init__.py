"""Rulebook versions in force."""
