"""Clinics, training bodies, school job centres."""
