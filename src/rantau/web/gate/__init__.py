"""The gate: check a person with a reasoned green, amber or red. It informs; it never holds anybody for a missing card.

Three daily jobs, and the clicks each takes from the first page:

1. see how somebody stands: type or scan passport or card and send (1)
2. record what became of it: departed (2), postponed or held back (3)
3. look again at what a colleague held back, the same day: open it (1), decide (3)
"""
