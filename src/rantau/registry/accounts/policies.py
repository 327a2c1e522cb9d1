"""Who may post whom to what: a role fits a kind of unit, and nobody hands on more than her own office may."""

from collections.abc import Mapping

from rantau.kernel.actors import Role
from rantau.registry.offices.models import UnitKind

_OFFICE = frozenset(
    {Role.REGISTRAR, Role.VERIFIER, Role.PLACEMENT_OFFICER, Role.ISSUER, Role.INSTRUCTOR, Role.SUPERVISOR}
)
_CENTRE = frozenset({Role.MINISTRY_OFFICER, Role.LEGAL_OFFICER, Role.AUDITOR, Role.SUPERVISOR, Role.ISSUER})
FITTING: Mapping[str, frozenset[Role]] = {
    UnitKind.MINISTRY: _CENTRE,
    UnitKind.DIRECTORATE: _CENTRE,
    UnitKind.BP3MI: _OFFICE | {Role.GATE_OFFICER, Role.LEGAL_OFFICER},
    UnitKind.P4MI: _OFFICE | {Role.GATE_OFFICER},
    UnitKind.DISNAKER_PROVINCE: _OFFICE,
    UnitKind.DISNAKER: _OFFICE,
    UnitKind.LTSA: _OFFICE,
    UnitKind.MPP: _OFFICE,
    UnitKind.MISSION: frozenset({Role.MISSION_OFFICER, Role.SUPERVISOR}),
    UnitKind.CLINIC: frozenset({Role.CLINIC_OFFICER}),
    UnitKind.TRAINING_BODY: frozenset({Role.TRAINING_OFFICER, Role.INSTRUCTOR}),
    UnitKind.SCHOOL: frozenset({Role.SCHOOL_OFFICER}),
    UnitKind.VILLAGE: frozenset({Role.VILLAGE_OFFICER}),
    UnitKind.GATE: frozenset({Role.GATE_OFFICER, Role.SUPERVISOR}),
    UnitKind.AGENCY: frozenset({Role.AGENCY_OFFICER}),
    UnitKind.BRANCH: frozenset({Role.AGENCY_OFFICER}),
}
CENTRE_ONLY = frozenset({Role.MINISTRY_OFFICER, Role.LEGAL_OFFICER, Role.AUDITOR, Role.SUPERVISOR})
"""Roles that only the ministry gives."""


def may_give(roles: frozenset[Role], role: Role) -> bool:
    """Return whether somebody with these roles may post another to this role."""
    return Role.MINISTRY_OFFICER in roles or role not in CENTRE_ONLY


def fits(kind: str, role: Role) -> bool:
    """Return whether a role belongs into a unit of this kind."""
    return role in FITTING.get(kind, frozenset())
