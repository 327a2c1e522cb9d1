"""An agency's space: job orders, permits and quotas, its candidates, deadlines.

Three daily jobs, and the clicks each takes from the first page:

1. do what hangs on the agency before its day: open the file on top (1), choose the act (2), send (3)
2. move a candidate on: candidates of a stage (1), the file (2), the act (3)
3. keep orders and permits running: the order (1), ask for the permit or publish the vacancy (2)
"""
