"""What can be done about orientation, one module per noun."""

from rantau.placement.orientation.actions.attendance import (
    ApproveAttendance,
    IssueCertificate,
    MarkAttendance,
    approve_attendance,
    issue_certificate,
    mark_attendance,
)
from rantau.placement.orientation.actions.classes import CancelClass, PlanClass, cancel_class, plan_class
from rantau.placement.orientation.actions.seats import BookSeat, CancelSeat, book_seat, cancel_seat

__all__ = [
    "ApproveAttendance", "BookSeat", "CancelClass", "CancelSeat", "IssueCertificate", "MarkAttendance", "PlanClass",
    "approve_attendance", "book_seat", "cancel_class", "cancel_seat", "issue_certificate", "mark_attendance",
    "plan_class",
]  # fmt: skip
