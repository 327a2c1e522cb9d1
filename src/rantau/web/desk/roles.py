"""Who works at the desk, and who may open which of its pages. What each may do is declared on the actions."""

from rantau.kernel.actors import Role
from rantau.placement.orientation.actions import classes
from rantau.registry.people import policies

COUNTER = frozenset(policies.ANY_DESK)
DESK = COUNTER | {
    Role.ISSUER, Role.INSTRUCTOR, Role.MISSION_OFFICER, Role.CLINIC_OFFICER, Role.TRAINING_OFFICER, Role.SCHOOL_OFFICER,
    Role.VILLAGE_OFFICER, Role.SUPERVISOR,
}  # fmt: skip
READERS = DESK | {Role.MINISTRY_OFFICER, Role.LEGAL_OFFICER, Role.AUDITOR}
"""Who may open a file at all; whether she sees this one is the scope's business."""
SEARCHERS = (DESK | {Role.MINISTRY_OFFICER}) & policies.SEARCHING
REGISTRARS = DESK & policies.ASSISTING
OPENERS = DESK & policies.OPENING
REVEALERS = DESK & policies.REVEALING
DECIDERS = DESK & policies.DECIDING
TEACHERS = frozenset(classes.PLANNERS)
MONEY = COUNTER | {Role.SUPERVISOR, Role.MINISTRY_OFFICER}
"""Who may see the receipts of a file; an agency is not among them, and neither are clinic, village or gate."""
ATTACHING = frozenset({Role.PLACEMENT_OFFICER, Role.VERIFIER})
SECOND_PERSONS = DECIDERS | COUNTER
ORDERS = frozenset({Role.MISSION_OFFICER})
SIGNERS = frozenset({Role.PLACEMENT_OFFICER})
