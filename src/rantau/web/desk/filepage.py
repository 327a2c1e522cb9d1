"""One file as the desk shows it: what the rooms answer, put into words. Everything runs in the reader's scope."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rantau.placement.dossiers.views import DossierPage, Hanging, Proof, Row
from rantau.rulebook.model import Text
from rantau.web.desk import proofs
from rantau.web.desk.queue import said
from rantau.web.look.line import Hang, Station
from rantau.web.words import Words

# who acts, as the rulebook names them -> how the look draws them, and the name where the look has none
PARTIES: dict[str, tuple[str, str | Promise]] = {
    "bp3mi": ("office", "BP3MI"),
    "immigration": ("system", _("Imigrasi")),
    "civil_register": ("system", "Dukcapil"),
    "insurer": ("system", "BPJS Ketenagakerjaan"),
    "health_insurer": ("system", "BPJS Kesehatan"),
    "police": ("system", "Polri"),
    "training": ("training", _("Lembaga sertifikasi")),
}
STATES: Words = {
    "met": _("Terpenuhi"), "missing": _("Belum ada"), "waiting": _("Sedang diperiksa"), "lapsed": _("Sudah lewat"),
    "refused": _("Belum dapat dipakai"), "ahead": _("Nanti"), "not_applicable": _("Tidak diminta"),
}  # fmt: skip
TONES = {"met": "ok", "lapsed": "bad", "refused": "bad"}
MARKS = {"waiting": "wait", "lapsed": "stop", "refused": "stop", "missing": "none"}
TAG_MARKS = {"waiting": "wait", "ahead": "ahead", "not_applicable": "skipped"}
HUNG = 3  # below the line only the first few; the table has them all
ASKED = frozenset({"missing", "lapsed", "refused"})
LATER = frozenset({"ahead", "not_applicable"})


@dataclass(frozen=True, slots=True)
class Shown:
    """One requirement in a table row. ``decide`` says that a statement waits for the reader's decision."""

    code: str
    title: str
    state: str | Promise
    tone: str
    mark: str
    sentence: str
    who: str
    who_name: str | Promise
    until: date | None
    citation: str
    href: str
    proof: str
    proof_note: str
    valid_until: date | None
    decide: bool
    current: bool
    waits: bool
    advice: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Requirements:
    """Requirements by what they ask of somebody: now, nothing more, or not yet and perhaps never."""

    now: list[Shown]
    met: list[Shown]
    later: list[Shown]


def wanted_of(page: DossierPage, parties: frozenset[str]) -> list[str]:
    """Return what a desk of its own is waited for to bring: the proofs it makes that are missing or no longer hold."""
    return [said(row.title) for row in page.rows if row.verifier in parties and row.state in ASKED]


def party(code: str | None, page: DossierPage, mine: bool = False) -> tuple[str, str | Promise]:
    """Return (kind, name) of who acts: "you" when it is the reader's own office."""
    if mine:
        return "you", _("Anda")
    named = {"agency": page.head.agency, "office": page.handled_by}
    return PARTIES.get(code or "", (code or "office", named.get(code or "", "")))


def stations(page: DossierPage) -> list[Station]:
    """Return the line of the file."""
    return [
        Station(row.code, said(row.title), str(row.mark), row.on, here=row.code == page.stage) for row in page.stations
    ]


def hangs(page: DossierPage, current: str, deciding: Collection[str]) -> list[Hang]:
    """Return what holds the file back now: what is decided here first, then what is late or waits, then what lacks."""

    def urgency(item: Hanging) -> tuple[bool, bool, bool, date]:
        return item.code != current, item.code not in deciding, item.state == "missing", item.until or date.max

    return [_hang(page, item, item.code in deciding) for item in sorted(page.hanging, key=urgency)[:HUNG]]


def _hang(page: DossierPage, item: Hanging, mine: bool) -> Hang:
    kind, name = party(item.who, page, mine)
    return Hang(
        what=said(item.what), who=kind, who_name=name, until=item.until, rule=item.citation,
        rule_href=rule_href(item.rule), mark="warn" if mine else MARKS.get(item.state, "none"),
        note=said(item.sentence),
    )  # fmt: skip


def rule_href(rule: str) -> str:
    """Return where a rule is explained."""
    return f"{reverse('rules')}#{rule}" if rule else reverse("rules")


def requirements(page: DossierPage, current: str, deciding: Collection[str]) -> Requirements:
    """Return requirements in three parts; in the first, what is decided here stands first, then what is stopped."""
    now = [row for row in page.rows if row.open_statement is not None or _asked_now(page, row)]
    met = [row for row in page.rows if row not in now and row.state == "met"]
    later = [row for row in page.rows if row not in now and row.state != "met"]

    def shown(rows: list[Row]) -> list[Shown]:
        return [_shown(page, row, current, deciding) for row in rows]

    first = sorted(shown(now), key=lambda row: (not row.current, not row.decide, row.tone != "bad"))
    return Requirements(first, shown(met), shown(later))


def _asked_now(page: DossierPage, row: Row) -> bool:
    """Whether something is to be done about a requirement at the stage the file has reached; advice never is."""
    return row.blocks and row.state not in LATER | {"met"} and _reached(page, row.station)


def _reached(page: DossierPage, station: str) -> bool:
    places = [row.code for row in page.stations]
    return places.index(station) <= places.index(page.stage) if {station, page.stage} <= set(places) else True


def _shown(page: DossierPage, row: Row, current: str, deciding: Collection[str]) -> Shown:
    kind, name = party(row.who, page)
    proof, decide = row.open_statement or row.proof, row.code in deciding
    return Shown(
        code=row.code,
        title=said(row.title),
        state=_("Perlu keputusan") if decide else _state(row),
        tone="warn" if decide else TONES.get(row.state, "mute"),
        mark="warn" if decide else TAG_MARKS.get(row.state, ""),
        sentence=said(row.sentence),
        who=kind,
        who_name=name,
        until=row.until if row.state != "met" else None,
        citation=row.citation,
        href=rule_href(row.law[0] if row.law else ""),
        proof=proofs.sender(proof) if proof else "",
        proof_note=proofs.note(proof) if proof else "",
        valid_until=(proof.valid_until if proof else None) or (row.until if row.state == "met" else None),
        decide=decide,
        current=row.code == current,
        waits=row.state != "met",
        advice=[said(advice.text) for advice in row.warnings],
    )


def _state(row: Row) -> str | Promise:
    if row.open_statement is not None:
        return STATES["waiting"]
    return _("Anjuran") if row.state == "missing" and not row.blocks else STATES[row.state]


def waiting(page: DossierPage) -> list[tuple[Row, Proof]]:
    """Return requirements whose statement waits for a decision, in the order of the line."""
    return [(row, row.open_statement) for row in page.rows if row.open_statement is not None]


def said_stage(page: DossierPage) -> str:
    """Return the sentence below the line: which stage, how much is missing there, how often she came."""
    place = next((number for number, row in enumerate(page.stations, 1) if row.code == page.stage), 1)
    first = gettext("Tahap %(place)s dari %(all)s, %(title)s.") % {
        "place": place, "all": len(page.stations), "title": said(page.stations[place - 1].title),
    }  # fmt: skip
    missing = sum(_asked_now(page, row) for row in page.rows)
    lacks = ngettext("%(n)s hal kurang di tahap ini.", "%(n)s hal kurang di tahap ini.", missing) % {"n": missing}
    visits = page.head.visits
    came = ngettext("Sudah %(n)s kali datang ke kantor.", "Sudah %(n)s kali datang ke kantor.", visits) % {"n": visits}
    parts = (first, lacks if missing else gettext("Tidak ada yang kurang di tahap ini."), came if visits else "")
    return " ".join(part for part in parts if part)


def sees(page: DossierPage) -> str:
    """Return who else may see the file, in words; nothing for a reader whom that does not concern."""
    if not page.parts.traces:
        return ""
    others = [row.unit for row in page.sights if row.unit and row.basis not in ("self", "handling")]
    return ", ".join(dict.fromkeys(others)) or gettext("hanya kantor yang menangani dan orangnya")


def text_of(text: Text) -> str:
    """Return a text of the rulebook in the reader's language."""
    return said(text)
