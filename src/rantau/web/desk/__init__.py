"""The officer's desk: a queue ordered by the harm of waiting, one page per file, assisted entry.

Three daily jobs, and the clicks each takes from the first page:

1. decide what waits for me: open the row (1), decide and go to the next file (2); clean files in bulk (3)
2. serve who stands before me: search (1), open the file (2); not found: register (2), fill in and send (3)
3. run what my office holds: job orders, orientation classes, corrections, disputes (1), the one meant (2), decide (3)
"""
