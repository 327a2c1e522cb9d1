"""The gate: check a person with a reasoned green, amber or red. It informs; it never holds anybody for a missing card.

Its daily jobs and the clicks each takes stand in ``jobs``.
"""
