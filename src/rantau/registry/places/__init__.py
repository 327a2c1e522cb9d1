"""Regions, countries, occupations and airports, dated."""
