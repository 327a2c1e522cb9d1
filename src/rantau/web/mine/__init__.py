"""A person's own space: what is missing and whose turn it is, costs, contract, card, who opened the file.

Its daily jobs and the clicks each takes stand in ``jobs``.
"""
