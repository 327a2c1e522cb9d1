"""Who is acting, what she may see, and the scope that both Python and PostgreSQL apply.

``AccessGrant`` is the only source of sight: (subject, unit, basis, from, to). A person's own account belongs to the
unit that carries her own person id, so that her sight is a grant like any other.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from psycopg.pq import TransactionStatus

from rantau.kernel import clock
from rantau.kernel.models import AccessGrant


class Role(StrEnum):
    """Roles of a posting. What each may do is declared on the actions and pages themselves (``rantau matrix``)."""

    CANDIDATE = "candidate"
    AGENCY_OFFICER = "agency_officer"
    REGISTRAR = "registrar"
    VERIFIER = "verifier"
    PLACEMENT_OFFICER = "placement_officer"
    ISSUER = "issuer"
    INSTRUCTOR = "instructor"
    MISSION_OFFICER = "mission_officer"
    CLINIC_OFFICER = "clinic_officer"
    TRAINING_OFFICER = "training_officer"
    SCHOOL_OFFICER = "school_officer"
    VILLAGE_OFFICER = "village_officer"
    GATE_OFFICER = "gate_officer"
    SUPERVISOR = "supervisor"
    LEGAL_OFFICER = "legal_officer"
    MINISTRY_OFFICER = "ministry_officer"
    AUDITOR = "auditor"


class Kind(StrEnum):
    """What kind of actor: a person, the clock, an import, or a visitor who has not signed in."""

    PERSON = "person"
    CLOCK = "clock"
    IMPORT = "import"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts.

    ``holder_id`` is the natural person behind the account: two accounts of one person are one person when two are
    needed. ``unit_id`` is the unit of the posting; ``units`` are all units whose grants the actor sees.
    """

    kind: Kind
    account_id: UUID | None = None
    holder_id: UUID | None = None
    person_id: UUID | None = None
    posting_id: UUID | None = None
    unit_id: UUID | None = None
    units: tuple[UUID, ...] = ()
    roles: frozenset[Role] = field(default_factory=frozenset)

    def seeing_too(self, unit: UUID) -> "Actor":
        """Return the same actor with one more unit in sight (a visitor who has just registered herself)."""
        return replace(self, units=(*self.units, unit))


VISITOR = Actor(Kind.VISITOR)


def granted(moment: datetime) -> Q:
    """Return the condition that a grant holds at an aware moment."""
    return Q(valid_from__lte=moment) & (Q(valid_to__isnull=True) | Q(valid_to__gt=moment))


def subjects_seen_by(actor: Actor) -> QuerySet[AccessGrant, UUID]:
    """Return the ids of everything the actor may see now, as a subquery."""
    return (
        AccessGrant.objects.filter(granted(clock.now()), unit__in=actor.units)
        .order_by()
        .values_list("subject", flat=True)
    )


def sees(actor: Actor, subject: UUID) -> bool:
    """Return whether the actor may see this subject now (the Python side of the wall)."""
    return AccessGrant.objects.filter(granted(clock.now()), subject=subject, unit__in=actor.units).exists()


def grant(subject: UUID, unit: UUID, basis: str, until: datetime | None = None) -> None:
    """Let a unit see a subject from now on. Repeating an open grant of the same basis changes nothing.

    Nor does it when another act grants the same at this moment: this one waits for it and goes on.
    """
    open_grants = AccessGrant.objects.filter(subject=subject, unit=unit, basis=basis, valid_to__isnull=True)
    if not open_grants.exists():
        row = AccessGrant(subject=subject, unit=unit, basis=basis, valid_from=clock.now(), valid_to=until)
        AccessGrant.objects.bulk_create([row], ignore_conflicts=True)


def end_grants(subject: UUID, unit: UUID, basis: str) -> None:
    """End a unit's open grants of this basis now."""
    AccessGrant.objects.filter(granted(clock.now()), subject=subject, unit=unit, basis=basis).update(
        valid_to=clock.now()
    )


T = TypeVar("T")
_asked: ContextVar[dict[object, Any]] = ContextVar("asked")
# The former scope is read before the new one is set: OFFSET keeps the inner query an inner query.
ENTER = """
SELECT former.units, set_config('rantau.units', %s, true),
  CASE WHEN %s THEN set_config('transaction_read_only', 'on', true) END
FROM (SELECT current_setting('rantau.units', true) AS units OFFSET 0) AS former
"""


@contextmanager
def scope(actor: Actor) -> Iterator[None]:
    """Apply the actor's scope to the running transaction, and put the former one back afterwards.

    The settings are transaction-local, so a connection that goes back to a pool carries no scope.
    """
    with _scope(actor, read_only=False):
        yield


@contextmanager
def _scope(actor: Actor, *, read_only: bool) -> Iterator[None]:
    if not connection.in_atomic_block:
        raise RuntimeError("a scope needs a transaction")
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [",".join(map(str, actor.units)), read_only])
        before = cursor.fetchone()[0] or ""
    asked = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(asked)
        if _transaction_works():
            _set_units(before)


def once_in_scope(question: Callable[[], T]) -> Callable[[], T]:
    """Remember the answer until the running scope ends: an act, or a page, goes by one answer from first to last.

    Outside any scope it is asked every time.
    """

    @wraps(question)
    def answer() -> T:
        answers = _asked.get(None)
        if answers is None:
            return question()
        if question not in answers:
            answers[question] = question()
        found: T = answers[question]
        return found

    return answer


def _transaction_works() -> bool:
    """Return whether a statement can still be sent; after a failed one it would only hide the real error."""
    if connection.needs_rollback or connection.connection is None:
        return False
    status: TransactionStatus = connection.connection.info.transaction_status
    return status is TransactionStatus.INTRANS


def _set_units(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rantau.units', %s, true)", [value])


@contextmanager
def reading(actor: Actor) -> Iterator[None]:
    """Open a read-only transaction in the actor's scope. A write inside it fails."""
    with transaction.atomic(), _scope(actor, read_only=True):
        yield
