"""The gate: check a person with a reasoned green, amber or red."""
