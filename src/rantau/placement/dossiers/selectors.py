"""Lists of dossiers: queues ordered by the harm of waiting, counts, a person's files, exact search, dry runs.

Each asks a fixed number of queries, whatever the size. ``rantau.placement.dossiers.pages`` reads a single file.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, CharField, Q, QuerySet, Value
from django.db.models import Count as Counting

from rantau.kernel import clock
from rantau.kernel.actors import Actor, Role, granted, sees, subjects_seen_by
from rantau.kernel.models import AccessGrant, Evidence, TallyFact
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers.desks import asked_of, waiting_for
from rantau.placement.dossiers.facts import CLEAN, MACHINE
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.numbers import read_number
from rantau.placement.dossiers.queues import ORDER, QUEUES, YOURS
from rantau.placement.dossiers.sight import SELF
from rantau.registry.agencies.selectors import agency_of
from rantau.registry.offices.models import OFFICES
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.loader import Rulebook
from rantau.rulebook.model import Text

PAGE = 25
COUNTED = 500  # a count stops here and is shown as "500+"; nobody works through more in a day
HANDLING_ROLES = frozenset({Role.REGISTRAR, Role.VERIFIER, Role.PLACEMENT_OFFICER, Role.SUPERVISOR})
LIFE = ("dossier_opened", "selection_proposed", "card_issued", "placed", "departed", "departure_held")
COUNTS = """
SELECT kind, count(*) FILTER (WHERE NOT late), count(*) FILTER (WHERE late)
FROM ({parts}) AS counted (kind, late) GROUP BY kind
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The statement in a file that has waited longest for a decision; ``kind`` is its kind of evidence."""

    evidence_id: UUID
    kind: str
    origin: str
    stated_at: datetime
    clean: bool


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One file in a queue. ``act_by`` is a legal date or None; ``hanging`` names what it hangs on."""

    id: UUID
    number: str
    name: str
    sex: str
    scheme: str
    country_id: str | None
    country: Text
    occupation: Text
    agency: str
    office: str
    stage: str
    turn: str
    hanging_code: str
    hanging: Text
    waiting: Waiting | None
    missing: int
    unchecked: int
    stopped: bool
    machine_clean: bool
    late: bool
    act_by: date | None
    waiting_since: datetime


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of a queue and the cursor of the next one ("" at the end)."""

    kind: str
    rows: tuple[QueueRow, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many files wait in a queue, at most ``COUNTED``, and how many of them are late."""

    kind: str
    count: int
    late: int
    more: bool


def mine(actor: Actor) -> QuerySet[Dossier]:
    """Return the open dossiers that are the actor's to work on; row security, bound to the same units, lies beneath.

    The person's own; her agency's; what her office handles; to anybody else (issuer, mission, clinic) what she sees.
    """
    rows = Dossier.objects.filter(closed_on__isnull=True)
    if actor.person_id is not None:
        return rows.filter(person=actor.person_id)
    if Role.AGENCY_OFFICER in actor.roles:
        return rows.filter(agency=agency_of(actor))
    if actor.roles & HANDLING_ROLES:
        # no file is handled by "every office"; without it one office is one place in the index, already in order
        return rows.filter(handling__in=[unit for unit in actor.units if unit != OFFICES])
    return rows.filter(pk__in=subjects_seen_by(actor))


def queue(
    actor: Actor, kind: str, cursor: str = "", *, country: str = "", scheme: str = "", stage: str = ""
) -> QueuePage:
    """Return one page of a queue: what is late first, then by the day harm begins, then by waiting time.

    Raises:
        Refused: ``queue_unknown`` for another kind, ``cursor_unknown`` for a cursor we did not make.
    """
    wanted = QUEUES.get(kind)
    if wanted is None:
        refuse("queue_unknown")
    found = mine(actor).filter(wanted, _asked_of(actor, kind), _after(cursor))
    if country:
        found = found.filter(country=country)
    if scheme:
        found = found.filter(scheme=scheme)
    if stage:
        found = found.filter(stage=stage)
    ordered = found.order_by(*ORDER)
    rows = list(ordered.select_related("person", "country", "occupation", "agency__unit", "handling")[: PAGE + 1])
    shown = rows[:PAGE]
    made = _as_asked(actor, shown, _rows(shown)) if kind == YOURS else _rows(shown)
    return QueuePage(kind, tuple(made), _cursor(shown[-1]) if len(rows) > PAGE else "")


def _as_asked(actor: Actor, dossiers: list[Dossier], rows: list[QueueRow]) -> list[QueueRow]:
    """Name in each row what the actor's own desk is asked, and leave out what waits for others."""
    asked = asked_of(actor, dossiers)
    return [
        replace(row, hanging_code=item.code, hanging=item.rule.title, waiting=None, unchecked=0, machine_clean=False)
        if (item := asked.get(row.id)) else row
        for row in rows
    ]  # fmt: skip


def _asked_of(actor: Actor, kind: str) -> Q:
    """Narrow the queue of what waits for the actor herself; leave any other as it is."""
    return waiting_for(actor) if kind == YOURS else Q()


def _after(cursor: str) -> Q:
    """Return the condition "behind this place of the order" (keyset: page 400 costs what page 1 costs)."""
    if not cursor:
        return Q()
    try:
        day, since, last = json.loads(urlsafe_b64decode(cursor.encode()))
        urgent, waiting, pk = date.fromisoformat(day), datetime.fromisoformat(since), UUID(last)
    except (ValueError, TypeError, UnicodeDecodeError):
        refuse("cursor_unknown")
    behind = Q(urgent_on=urgent, waiting_since=waiting, id__gt=pk) | Q(urgent_on=urgent, waiting_since__gt=waiting)
    return Q(urgent_on__gte=urgent) & (behind | Q(urgent_on__gt=urgent))


def _cursor(row: Dossier) -> str:
    place = [row.urgent_on.isoformat(), row.waiting_since.isoformat(), str(row.pk)]
    return urlsafe_b64encode(json.dumps(place).encode()).decode()


def _rows(dossiers: list[Dossier]) -> list[QueueRow]:
    titles, waiting, today = Titles(rulebook()), _waiting(dossiers), clock.today()
    return [_row(row, titles, waiting.get(row.pk), today) for row in dossiers]


def _row(row: Dossier, titles: "Titles", waiting: Waiting | None, today: date) -> QueueRow:
    return QueueRow(
        id=row.pk,
        number=row.number,
        name=row.person.name,
        sex=row.person.sex,
        scheme=row.scheme,
        country_id=row.country_id,
        country=country_text(row),
        occupation=occupation_text(row),
        agency=row.agency.unit.name if row.agency else "",
        office=row.handling.name,
        stage=row.stage,
        turn=row.turn,
        hanging_code=row.hanging,
        hanging=titles.of(row.hanging),
        waiting=waiting,
        missing=row.missing,
        unchecked=row.unchecked,
        stopped=row.stopped,
        machine_clean=row.machine_clean,
        late=row.urgent_on < today,
        act_by=row.act_by,
        waiting_since=row.waiting_since,
    )


def _waiting(dossiers: list[Dossier]) -> dict[UUID, Waiting]:
    """The oldest open statement of each dossier, with one query."""
    rows = Evidence.objects.filter(
        subject__in=[row.pk for row in dossiers if row.unchecked],
        state="stated",
        superseded_by__isnull=True,
        values__has_key=MACHINE,
    )
    found: dict[UUID, Waiting] = {}
    for row in rows.order_by("stated_at", "id"):
        clean = row.values.get(MACHINE) == CLEAN
        found.setdefault(row.subject, Waiting(row.pk, row.kind, row.origin, row.stated_at, clean))
    return found


class Titles:
    """The titles of requirements by code, from the newest edition that has them."""

    def __init__(self, book: Rulebook) -> None:
        self._titles = {row.code: Text(row.title_id, row.title_en) for pack in book.packs for row in pack.requirements}

    def of(self, code: str) -> Text:
        """Return the title of a requirement; the code itself when no edition knows it, nothing for nothing."""
        return self._titles.get(code, Text(code, code))


def country_text(row: Dossier) -> Text:
    """Return the destination's name in both languages; empty while none is known."""
    country = row.country
    return Text(country.label("id"), country.label("en")) if country else Text("", "")


def occupation_text(row: Dossier) -> Text:
    """Return the job's name in both languages; empty while none is known."""
    job = row.occupation
    return Text(job.label("id"), job.label("en")) if job else Text("", "")


def position_text(row: Dossier) -> Text:
    """Return what she will work as: in Indonesian as her order calls it, else as ``occupation_text``."""
    known = occupation_text(row)
    return Text(row.job_order.position, known.en) if row.job_order else known


def waiting_counts(actor: Actor, kinds: Collection[str] = QUEUES.keys()) -> dict[str, Count]:
    """Return for each queue how many files wait and how many of them are late, each counted to ``COUNTED``. One query.

    Every part is read from its queue's own index and no further than it is counted.
    """
    rows, late = mine(actor), Q(urgent_on__lt=clock.today())
    asked = {kind: rows.filter(QUEUES[kind], _asked_of(actor, kind)) for kind in kinds}
    parts = [part for kind, one in asked.items() for only in (Q(), late) for part in _first(one, only, kind)]
    counted = {}
    if parts:
        text = COUNTS.format(parts=" UNION ALL ".join(f"({sql})" for sql, _values in parts))
        with connection.cursor() as cursor:
            cursor.execute(text, [value for _sql, values in parts for value in values])
            counted = {kind: (many, behind) for kind, many, behind in cursor.fetchall()}
    return {kind: _count(kind, *counted.get(kind, (0, 0))) for kind in kinds}


def _first(rows: QuerySet[Dossier], late: Q, kind: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The statement that reads one row for each file to be counted, and its values; none where nothing can be found."""
    marked = rows.filter(late).order_by().values_list(Value(kind, CharField()), Value(bool(late), BooleanField()))
    with suppress(EmptyResultSet):
        yield marked[: COUNTED + 1].query.sql_with_params()


def _count(kind: str, many: int, late: int) -> Count:
    return Count(kind, min(many, COUNTED), min(late, COUNTED), many > COUNTED)


def stage_counts(actor: Actor) -> dict[str, int]:
    """Return how many open dossiers of the actor's stand at each stage. One query."""
    rows = mine(actor).order_by().values_list("stage").annotate(n=Counting("id"))
    return dict(rows)


def life_counts(since: date) -> dict[str, int]:
    """Return how often each step of placement was recorded anywhere since a legal date; from the tally, no person."""
    rows = TallyFact.objects.filter(kind__in=LIFE, on__gte=since).order_by().values_list("kind")
    counts = dict(rows.annotate(n=Counting("id")))
    return {kind: counts.get(kind, 0) for kind in LIFE}


def office_counts(actor: Actor, most: int = 20) -> list[tuple[str, int, int]]:
    """Return (office, open dossiers, stopped ones) of the offices that handle most in the actor's sight. One query."""
    rows = mine(actor).order_by().values_list("handling__name")
    counted = rows.annotate(n=Counting("id"), held=Counting("id", filter=Q(stopped=True)))
    return [(name, count, held) for name, count, held in counted.order_by("-n", "handling__name")[:most]]


def files_of_agency(actor: Actor) -> QuerySet[Dossier]:
    """Return every dossier of the actor's agency, closed ones too, by number; row security lies beneath."""
    rows = Dossier.objects.filter(agency=agency_of(actor), agency__isnull=False).order_by("number")
    return rows.select_related("person", "country", "occupation", "handling", "job_order")


def dossiers_of_person(actor: Actor, person_id: UUID) -> list[Dossier]:
    """Return the dossiers of a person that the actor sees, the open ones first, then the newest."""
    rows = Dossier.objects.filter(person=person_id).select_related(
        "person", "country", "occupation", "job_order", "agency__unit", "handling"
    )
    seen = _visible(actor, rows.order_by("-opened_on", "-id"))
    return sorted(seen, key=lambda row: row.closed_on is not None)


def _visible(actor: Actor, rows: QuerySet[Dossier]) -> list[Dossier]:
    """Keep what the actor sees by her grants (the Python side of the wall), in order. Two queries."""
    found = list(rows)
    grants = AccessGrant.objects.filter(granted(clock.now()), unit__in=actor.units)
    seen = set(grants.filter(subject__in=[row.pk for row in found]).values_list("subject", flat=True))
    return [row for row in found if row.pk in seen]


def files_of_person(actor: Actor, person_id: UUID) -> tuple[UUID, ...]:
    """Return the ids of all dossiers of a person the actor sees, also of those she does not see yet (``open_file``)."""
    if not sees(actor, person_id):
        return ()
    grants = AccessGrant.objects.filter(unit=person_id, basis=SELF).exclude(subject=person_id)
    return tuple(grants.order_by("subject").values_list("subject", flat=True))


def person_of(dossier_id: UUID) -> UUID | None:
    """Return whose dossier this is, read from the person's own grant: it needs no sight of the dossier."""
    return AccessGrant.objects.filter(subject=dossier_id, basis=SELF).values_list("unit", flat=True).first()


def find(actor: Actor, text: str, persons: Collection[UUID] = ()) -> list[Dossier]:
    """Return the dossiers in sight whose number, or number in an old system or on paper, is exactly this.

    With ``persons``, also the open files of these people.
    """
    wanted, number = Q(person__in=persons, closed_on__isnull=True), read_number(text)[:60]
    if number and "\x00" not in number:
        wanted |= Q(number=number[:16]) | Q(old_number=text.strip().upper()[:60])
    elif not persons:
        return []
    rows = Dossier.objects.filter(wanted)
    return _visible(actor, rows.select_related("person", "country", "handling").order_by("number")[:PAGE])
