"""The queue as it is shown: rows in groups of their day, each with one decision and one link."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rantau.kernel import clock
from rantau.placement.dossiers.selectors import QueueRow, Waiting
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.model import Text
from rantau.web.look import wording
from rantau.web.look.line import STATIONS
from rantau.web.words import SHORT_SCHEMES, SOURCES

OF_DOCUMENTS, OFFICE = frozenset({"documents", "clean"}), "office"


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the queue. ``what`` is the decision, ``note`` what is known of it.

    ``source`` says where a document came from; in a queue of whole files it is empty and ``turn`` says who must act.
    """

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
    moment: datetime | None
    turn: str
    turn_name: str
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


def rows(found: Iterable[QueueRow], kind: str) -> list[Row]:
    """Return the rows of a kind of queue in words."""
    titles = titles_of_kinds()
    documents = kind in OF_DOCUMENTS
    shown = [_document(row, row.waiting, titles) if documents and row.waiting else _file(row) for row in found]
    return [replace(row, turn_name=_("Kantor ini")) for row in shown] if kind == OFFICE else shown


def _document(row: QueueRow, waiting: Waiting, titles: dict[str, Text]) -> Row:
    """A row about the document that has waited longest."""
    title = said(titles.get(waiting.kind, Text(waiting.kind, waiting.kind)))
    came = waiting.origin.split(":")[0]
    source = row.agency if came == "agency" and row.agency else str(SOURCES.get(came, came))
    return replace(_file(row), what=title, note=_more_documents(row), source=source, moment=waiting.stated_at)


def _file(row: QueueRow) -> Row:
    """A row about the file as a whole: what it hangs on, and whose turn that is."""
    return Row(
        id=row.id,
        name=row.name,
        sub=_sub(row),
        until=row.act_by,
        since=row.waiting_since,
        what=said(row.hanging),
        note=_standing(row),
        stage=row.stage,
        track=_track(row),
        source="",
        moment=row.waiting_since,
        turn=row.turn,
        turn_name={"agency": row.agency, "office": row.office}.get(row.turn, ""),
        clean=row.machine_clean,
        evidence_id=row.waiting.evidence_id if row.waiting else None,
    )


def _sub(row: QueueRow) -> str:
    scheme = str(SHORT_SCHEMES.get(row.scheme, row.scheme))
    job = wording.in_a_sentence(said(row.occupation))
    return " · ".join(part for part in (scheme, said(row.country), job) if part)


def _more_documents(row: QueueRow) -> str:
    others = row.unchecked - 1
    if others > 0:
        return ngettext("dan %(n)s bukti lain", "dan %(n)s bukti lain", others) % {"n": others}
    return _("pemeriksaan mesin tidak menemukan masalah") if row.machine_clean else ""


def _standing(row: QueueRow) -> str:
    if row.stopped:
        return _("terhenti: ada yang lewat waktu atau belum dapat dipakai")
    if row.unchecked:
        return ngettext("%(n)s bukti menunggu diperiksa", "%(n)s bukti menunggu diperiksa", row.unchecked) % {
            "n": row.unchecked
        }
    return ""


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
