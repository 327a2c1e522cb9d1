"""Rantau: lawful placement and protection of migrant workers, from the first question to the return home."""

__version__ = "0.1.0"
