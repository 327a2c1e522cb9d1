"""Orientation (OPP): classes, seats, attendance, certificates."""
