"""Stand-alone verification of clearance cards and of exported journals.

Imports nothing of the application and needs only `cryptography`, so that a court, an airline or another
country's border can read it in an afternoon, run it, or write it again in another language.
Formats: docs/card-format.md and docs/journal-format.md.
"""
