"""The officer's desk: a queue ordered by the harm of waiting, one page per file, assisted entry.

Its daily jobs and the clicks each takes stand in ``jobs``.
"""
