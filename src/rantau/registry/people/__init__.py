"""Persons: identity, contacts, consent, likely duplicates. Proposes, never merges."""
