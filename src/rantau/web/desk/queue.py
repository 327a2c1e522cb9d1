"""The queue as it is shown: rows in groups of their day, each with one decision and one link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rantau.kernel import clock
from rantau.placement.dossiers.selectors import QueueRow
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.model import Text
from rantau.web.look import wording
from rantau.web.look.line import STATIONS
from rantau.web.words import SCHEMES, origin


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the queue. ``what`` is the decision, ``note`` what is known of it."""

    id: UUID
    name: str
    sub: str
    until: date | None
    since: datetime
    what: str
    note: str
    stage: str
    track: str
    source: str
    source_note: datetime | None
    turn: str
    clean: bool
    evidence_id: UUID | None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of the same day."""

    title: str
    rows: list[Row]


def said(text: Text) -> str:
    """Return a text of the rulebook in the reader's language."""
    return text.en if wording.language() == "en" else text.id


def titles_of_kinds() -> dict[str, Text]:
    """Return the title of the requirement that each kind of evidence proves, from the newest edition that has it."""
    return {
        kind: Text(row.title_id, row.title_en)
        for pack in rulebook().packs
        for row in pack.requirements
        for kind in (*row.kinds, row.code)
    }


def rows(found: Iterable[QueueRow]) -> list[Row]:
    """Return queue rows in words."""
    titles = titles_of_kinds()
    return [_row(row, titles) for row in found]


def _row(row: QueueRow, titles: dict[str, Text]) -> Row:
    waiting = row.waiting
    return Row(
        id=row.id,
        name=row.name,
        sub=_sub(row),
        until=row.act_by,
        since=row.waiting_since,
        what=said(titles.get(waiting.kind, Text(waiting.kind, waiting.kind))) if waiting else said(row.hanging),
        note=_note(row),
        stage=row.stage,
        track=_track(row),
        source=str(origin(waiting.origin)) if waiting else row.agency,
        source_note=waiting.stated_at if waiting else row.waiting_since,
        turn=row.turn,
        clean=row.machine_clean,
        evidence_id=waiting.evidence_id if waiting else None,
    )


def _sub(row: QueueRow) -> str:
    scheme = str(SCHEMES.get(row.scheme, row.scheme))
    return " · ".join(part for part in (scheme, said(row.country), said(row.occupation)) if part)


def _note(row: QueueRow) -> str:
    if row.unchecked > 1:
        return ngettext("dan %(n)s bukti lain", "dan %(n)s bukti lain", row.unchecked - 1) % {"n": row.unchecked - 1}
    if row.stopped:
        return _("terhenti: ada yang lewat waktu atau belum dapat dipakai")
    return _("pemeriksaan mesin tidak menemukan masalah") if row.machine_clean else ""


def _track(row: QueueRow) -> str:
    name = str(STATIONS.get(row.stage, row.stage))
    missing = ngettext("%(n)s kurang", "%(n)s kurang", row.missing) % {"n": row.missing}
    return f"{name}, {missing}" if row.missing else name


def grouped(found: list[Row], late: set[UUID]) -> list[Group]:
    """Return rows in their order, divided by day: past, today, the next days, later, without a date."""
    return [Group(title, list(rows)) for title, rows in groupby(found, key=lambda row: _day(row, row.id in late))]


def _day(row: Row, late: bool) -> str:
    today = clock.today()
    if late or (row.until and row.until < today):
        return _("Lewat batas")
    if row.until is None:
        return _("Tanpa batas waktu")
    if row.until == today:
        return _("Hari ini")
    if row.until <= today + timedelta(days=7):
        return str(format_date(row.until, "EEEE, d MMMM", locale=wording.language()))
    return _("Lebih dari seminggu lagi")
