"""An agency's space: job orders, permits and quotas, its candidates, deadlines.

Its daily jobs and the clicks each takes stand in ``jobs``.
"""
