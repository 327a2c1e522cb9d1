"""The ministry's centre: permits to decide, agencies, accounts, the rulebook.

Three daily jobs, and the clicks each takes from the first page:

1. decide on permits: open the oldest (1), grant or refuse with the reason (2)
2. keep agencies in order: find one (2), record licence or suspension with its document (4)
3. keep the rulebook and the accounts: open the version or the office (1), test or approve, post or end (2)
"""
