"""The clearance card."""
