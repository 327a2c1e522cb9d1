"""What can be done at the gate and on arrival."""

from rantau.placement.departure.actions.arrival import ReportArrival, report_arrival
from rantau.placement.departure.actions.finding import CheckAtGate, FindForGate, check_at_gate, find_for_gate
from rantau.placement.departure.actions.outcomes import (
    HoldDeparture,
    PostponeDeparture,
    RecordDeparture,
    ReviewHold,
    hold_departure,
    postpone_departure,
    record_departure,
    review_hold,
)

__all__ = [
    "CheckAtGate", "FindForGate", "HoldDeparture", "PostponeDeparture", "RecordDeparture", "ReportArrival",
    "ReviewHold", "check_at_gate", "find_for_gate", "hold_departure", "postpone_departure", "record_departure",
    "report_arrival", "review_hold",
]  # fmt: skip
