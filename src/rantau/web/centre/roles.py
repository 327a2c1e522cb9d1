"""Who works at the centre. What each may do is declared on the actions."""

from rantau.kernel.actors import Role

MINISTRY = frozenset({Role.MINISTRY_OFFICER})
LEGAL = frozenset({Role.LEGAL_OFFICER})
READERS = MINISTRY | LEGAL | {Role.AUDITOR}
HEADS = MINISTRY | {Role.SUPERVISOR}
