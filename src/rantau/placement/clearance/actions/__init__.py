"""What can be done about a clearance card."""

from rantau.placement.clearance.actions.issue import IssueCard, issue_card
from rantau.placement.clearance.actions.states import (
    ReinstateCard,
    RevokeCard,
    SuspendCard,
    SuspendCorrectedCard,
    reinstate_card,
    revoke_card,
    suspend_card,
    suspend_corrected_card,
)

__all__ = [
    "IssueCard", "ReinstateCard", "RevokeCard", "SuspendCard", "SuspendCorrectedCard", "issue_card",
    "reinstate_card", "revoke_card", "suspend_card", "suspend_corrected_card",
]  # fmt: skip
