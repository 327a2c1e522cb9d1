"""Who serves dossiers, and for how long an office sees one that it opened for a service."""

from datetime import timedelta

from rantau.kernel.actors import Role
from rantau.registry.offices.models import UnitKind
from rantau.registry.people.policies import SERVICE_DAYS

DESK = frozenset({Role.REGISTRAR, Role.VERIFIER, Role.PLACEMENT_OFFICER})
"""At a counter. Any office may serve anybody (no wrong door, CO-05)."""
OPENING = DESK | {Role.CANDIDATE, Role.AGENCY_OFFICER}
COUNTER = DESK | {Role.ISSUER, Role.SUPERVISOR, Role.MISSION_OFFICER}
"""Who may look into a file that her office does not see yet, because the person stands before her."""
READING = COUNTER | {
    Role.CANDIDATE, Role.AGENCY_OFFICER, Role.INSTRUCTOR, Role.CLINIC_OFFICER, Role.TRAINING_OFFICER,
    Role.GATE_OFFICER, Role.LEGAL_OFFICER, Role.MINISTRY_OFFICER, Role.AUDITOR, Role.VILLAGE_OFFICER,
    Role.SCHOOL_OFFICER,
}  # fmt: skip
MOVING = DESK | {Role.CANDIDATE, Role.SUPERVISOR}
PLANNING = frozenset({Role.PLACEMENT_OFFICER, Role.AGENCY_OFFICER, Role.CANDIDATE})
CLOSING = frozenset({Role.VERIFIER, Role.PLACEMENT_OFFICER, Role.CANDIDATE})
SHARING = DESK | {Role.CANDIDATE}
"""Whom a file is shown to is hers to say, or an office's at her word; not her agency's."""
SHARED_WITH: dict[str, str] = {
    UnitKind.CLINIC: "clinic", UnitKind.TRAINING_BODY: "training", UnitKind.SCHOOL: "school",
    UnitKind.VILLAGE: "village",
}  # fmt: skip
"""Kinds of unit that may be let see a file, with the basis of the grant."""
SHARED_FOR = timedelta(days=90)
"""Our own promise: a sight that nobody renews ends by itself."""
COUNTER_SIGHT = timedelta(days=SERVICE_DAYS)
"""As long as the sight of the person herself."""
