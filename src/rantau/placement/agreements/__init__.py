"""Placement agreements and employment contracts."""
