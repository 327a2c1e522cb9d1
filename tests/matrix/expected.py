"""Reads the tables of what is expected, and says what each cell of them means. Nothing here looks at the code's own
declarations: the tables are the other opinion."""

import csv
from dataclasses import dataclass
from pathlib import Path

from rantau.kernel.actors import Role
from rantau.registry.offices.models import GOVERNMENT
from tests.matrix.scenery import RELATIONS, kind_of

HERE = Path(__file__).parent
INSIDE = RELATIONS[:-1]
ALIASES = {
    "everyone": frozenset(Role),
    "staff": frozenset(Role) - {Role.CANDIDATE},
    "counter": frozenset({Role.REGISTRAR, Role.VERIFIER, Role.PLACEMENT_OFFICER}),
}

OPEN = ("public", "framework", "closed", "visitor", "machines")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: what, which roles (``public`` and ``visitor`` beside them), about what."""

    name: str
    roles: frozenset[Role]
    words: frozenset[str]
    about: str

    def public(self) -> bool:
        """Whether anybody may, signed in or not."""
        return bool(self.words & {"public", "framework"})

    def lets_in(self, role: Role | None) -> bool:
        """Whether this role may come as far as the subject; None is a visitor."""
        return self.public() or (role in self.roles if role else "visitor" in self.words)

    def reaches(self, role: Role, relation: str) -> bool:
        """Whether somebody of this role, so related, may reach the subject."""
        return relation in reach_of(self.about, role)


def reach_of(about: str, role: Role) -> frozenset[str]:
    """The relations from which a role reaches a subject of a kind.

    ``file``: units with a grant on it, and the person. ``self``: only the person. ``unit``: the actor's own unit.
    ``order``: its agency, and every government office. ``-``: there is no subject to reach.
    """
    if about in ("-", "public"):
        return frozenset(INSIDE)
    if role is Role.CANDIDATE:
        return frozenset({"own"}) if about in ("file", "self") else frozenset()
    if about == "self":
        return frozenset()
    if about == "order":
        return _offices(role)
    return frozenset({"own", "same_office"})


def _offices(role: Role) -> frozenset[str]:
    if kind_of(role) in GOVERNMENT:
        return frozenset(INSIDE) - {"other_agency"}
    return frozenset({"own", "same_office"}) if role is Role.AGENCY_OFFICER else frozenset()


def table(name: str) -> dict[str, Line]:
    """Read ``actions.csv`` or ``pages.csv``."""
    with (HERE / name).open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["name"]: _line(row) for row in rows}


def _line(row: dict[str, str]) -> Line:
    words = row["roles"].split()
    roles: set[Role] = set()
    for word in words:
        if word not in OPEN:
            roles |= ALIASES[word] if word in ALIASES else {Role(word)}
    return Line(row["name"], frozenset(roles), frozenset(words), row["about"])
