"""Offices and other units as a tree, with dated names."""
