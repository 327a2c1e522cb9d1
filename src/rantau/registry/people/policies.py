"""Who serves people, for which purposes data are kept, and the clocks of this room."""

from datetime import timedelta

from rantau.kernel.actors import Actor, Role

ANY_DESK = frozenset({Role.REGISTRAR, Role.VERIFIER, Role.PLACEMENT_OFFICER})
"""Any office serves anybody (no wrong door)."""
ASSISTING = ANY_DESK | {Role.VILLAGE_OFFICER, Role.AGENCY_OFFICER, Role.SCHOOL_OFFICER}
"""Who may enter data for a person (CO-18)."""
HERSELF_OR_ASSISTED = ASSISTING | {Role.CANDIDATE}
DECIDING = frozenset({Role.VERIFIER, Role.SUPERVISOR})
SEARCHING = ASSISTING | {
    Role.ISSUER, Role.MISSION_OFFICER, Role.SUPERVISOR, Role.MINISTRY_OFFICER, Role.CLINIC_OFFICER,
    Role.TRAINING_OFFICER,
}  # fmt: skip
OPENING = ANY_DESK | {Role.MISSION_OFFICER, Role.SUPERVISOR}
"""Who may open the file of somebody found by matching, with a stated reason."""
REVEALING = ANY_DESK | {Role.ISSUER, Role.MISSION_OFFICER, Role.CANDIDATE}

LAW_PURPOSES = ("placement", "protection")
"""Rest on the law (UU 18/2017), recorded at registration and not withdrawn."""
CONSENT_PURPOSES = ("credit", "training", "media", "family_messages")
"""Rest on consent (domain.md §13)."""
CONSENT_TEXT = "2026-11"
SIGHTS = {"training": ("training", "school")}
"""Which grants of sight rest on which consent alone, by their basis. Every other basis rests on the law."""

HONOUR_WITHDRAWAL = timedelta(hours=72)
"""3 × 24 hours (UU 27/2022; domain.md §13)."""
DECISION_DAYS = 14
"""Our own promise for corrections and disputes, in calendar days; no rule of law sets one."""
SERVICE_DAYS = 30
"""How long an office sees a file it opened for one service."""

TRIES_PER_SUBJECT = 5
"""Per 24 hours, for everybody who is not staff, whatever the address (promise F2)."""
TRIES_PER_OFFICER = 300
"""Searches and registrations of one account per 24 hours."""


def is_staff(actor: Actor) -> bool:
    """Return whether somebody acts under a posting, not as herself or as a visitor."""
    return actor.unit_id is not None and actor.person_id is None
