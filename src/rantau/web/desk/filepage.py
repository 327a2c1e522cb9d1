"""One file as the desk shows it: what the rooms answer, put into words. Everything runs in the reader's scope."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rantau.placement.dossiers.views import DossierPage, Entry, Hanging, Proof, Row
from rantau.placement.money.models import Payment
from rantau.placement.money.selectors import Money
from rantau.rulebook.model import Text
from rantau.web.desk.forms.dossier import COMPONENTS
from rantau.web.desk.forms.stating import RESULTS, VALUES
from rantau.web.desk.queue import said
from rantau.web.look import wording
from rantau.web.look.line import Hang, Station
from rantau.web.words import Words, origin

# who acts, as the rulebook names them -> how the look draws them, and the name where the look has none
PARTIES: dict[str, tuple[str, str | Promise]] = {
    "office": ("office", _("Kantor yang menangani")),
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
TONES = {
    "met": "ok", "missing": "warn", "waiting": "mute", "lapsed": "bad", "refused": "bad", "ahead": "mute",
    "not_applicable": "mute",
}  # fmt: skip
MARKS = {"waiting": "wait", "lapsed": "stop", "refused": "stop", "missing": "none"}
TAG_MARKS = {"waiting": "wait", "ahead": "ahead", "not_applicable": "skipped"}
HUNG = 3  # below the line only the first few; the table has them all
FOLDED = frozenset({"ahead", "not_applicable"})
BASES: Words = {
    "handling": _("menangani"), "former": _("pernah menangani"), "region": _("wilayahnya"), "agency": "P3MI",
    "service": _("layanan di loket"), "mission": _("perwakilan"), "self": _("orangnya sendiri"),
    "orientation": _("kelas OPP"), "clinic": _("klinik pilihannya"), "training": _("pelatih, dengan izinnya"),
    "school": "BKK", "village": _("desa"), "gate": _("gerbang"), "handover": _("serah terima"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One requirement in a table row. ``decide`` says that a statement waits for a decision."""

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
    folded: bool
    waits: bool
    advice: list[str] = field(default_factory=list)


def component(money: Money, code: str) -> str:
    """Return what was paid for, in the reader's words; the code itself where nothing names it."""
    row = next((each for each in money.rows if each.component == code and each.payer != "nobody"), None)
    known = Text(row.title_id, row.title_en) if row else None
    return said(known) if known else str(dict(COMPONENTS).get(code, code))


def payments(money: Money) -> list[tuple[str, Payment]]:
    """Return every payment with what it was for."""
    return [(component(money, row.component), row) for row in money.payments]


def party(code: str | None, agency: str = "", mine: bool = False) -> tuple[str, str | Promise]:
    """Return (kind, name) of who acts: "you" when it is the reader's own office."""
    if mine:
        return "you", _("Anda")
    if code == "agency":
        return "agency", agency
    if code in PARTIES:
        return PARTIES[code]
    return code or "office", ""


def stations(page: DossierPage) -> list[Station]:
    """Return the line of the file."""
    return [
        Station(row.code, said(row.title), str(row.mark), row.on, here=row.code == page.stage) for row in page.stations
    ]


def hangs(page: DossierPage, deciding: UUID | None) -> list[Hang]:
    """Return what holds the file back now."""
    open_rows = {row.code for row in page.rows if row.open_statement and row.open_statement.id == deciding}

    def urgency(item: Hanging) -> tuple[bool, bool, date]:
        return item.code not in open_rows, item.state == "missing", item.until or date.max

    return [_hang(page, item, item.code in open_rows) for item in sorted(page.hanging, key=urgency)[:HUNG]]


def _hang(page: DossierPage, item: Hanging, mine: bool) -> Hang:
    kind, name = party(item.who, page.head.agency, mine)
    return Hang(
        what=said(item.what), who=kind, who_name=name, until=item.until, rule=item.citation,
        rule_href=rule_href(item.rule), mark="warn" if mine else MARKS.get(item.state, "none"),
        note=said(item.sentence),
    )  # fmt: skip


def rule_href(rule: str) -> str:
    """Return where a rule is explained."""
    return f"{reverse('rules')}#{rule}" if rule else reverse("rules")


def rows(page: DossierPage, deciding: UUID | None, *, may_decide: bool) -> list[Shown]:
    """Return requirements: what is to be decided, what is missing, what is met, then what comes later."""
    shown = [_shown(page, row, deciding, may_decide) for row in page.rows]
    return sorted(shown, key=lambda row: (not row.current, not row.decide, row.folded, row.tone == "ok"))


def _shown(page: DossierPage, row: Row, deciding: UUID | None, may_decide: bool) -> Shown:
    kind, name = party(row.who, page.head.agency)
    proof, waits = row.open_statement or row.proof, row.open_statement is not None
    decide = waits and may_decide
    return Shown(
        code=row.code,
        title=said(row.title),
        state=_("Perlu keputusan") if decide else STATES[row.state],
        tone="warn" if decide else TONES[row.state],
        mark="warn" if decide else TAG_MARKS.get(row.state, ""),
        sentence=said(row.sentence),
        who=kind,
        who_name=name,
        until=row.until,
        citation=row.citation,
        href=rule_href(row.law[0] if row.law else ""),
        proof=_proof(proof) if proof else "",
        proof_note=_proof_note(proof) if proof else "",
        valid_until=proof.valid_until if proof else None,
        decide=decide,
        current=waits and row.open_statement is not None and row.open_statement.id == deciding,
        folded=row.state in FOLDED and not waits,
        waits=row.state != "met",
        advice=[said(advice.text) for advice in row.warnings],
    )


def _proof(proof: Proof) -> str:
    return ", ".join(part for part in (proof.stated_by, str(origin(proof.origin))) if part)


def _proof_note(proof: Proof) -> str:
    if proof.refusal:
        return str(proof.refusal.get("seen") or proof.refusal.get("reason") or "")
    return proof.source_reference if proof.carried else ""


def waiting(page: DossierPage) -> list[tuple[Row, Proof]]:
    """Return requirements whose statement waits for a decision, in the order of the line."""
    return [(row, row.open_statement) for row in page.rows if row.open_statement is not None]


def waiting_for(page: DossierPage, code: str) -> tuple[Row, Proof] | None:
    """Return the named requirement with its open statement, else the first one that waits."""
    found = waiting(page)
    return next((pair for pair in found if pair[0].code == code), found[0] if found and not code else None)


def said_stage(page: DossierPage) -> str:
    """Return the sentence below the line: which stage, how much is missing, how often she came."""
    place = next((number for number, row in enumerate(page.stations, 1) if row.code == page.stage), 1)
    title = said(page.stations[place - 1].title)
    first = gettext("Tahap %(place)s dari %(all)s, %(title)s.") % {
        "place": place,
        "all": len(page.stations),
        "title": title,
    }
    missing = gettext("%(n)s hal kurang.") % {"n": page.missing} if page.missing else gettext("Tidak ada yang kurang.")
    visits = gettext("Sudah %(n)s kali datang ke kantor.") % {"n": page.head.visits} if page.head.visits else ""
    return " ".join(part for part in (first, missing, visits) if part)


def sees(page: DossierPage) -> str:
    """Return who else may see the file, in words; nothing for a reader whom that does not concern."""
    if not page.parts.traces:
        return ""
    others = [row.unit for row in page.sights if row.unit and row.basis not in ("self", "handling")]
    return ", ".join(dict.fromkeys(others)) or gettext("hanya kantor yang menangani dan orangnya")


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the journal."""

    at: datetime
    text: str
    ref: str


def log(entries: Iterable[Entry], titles: dict[str, str]) -> list[Logged]:
    """Return the journal in words: who did what, which office; a refusal says so."""
    return [Logged(row.at, _entry(row, titles), row.reference) for row in entries]


def _entry(row: Entry, titles: dict[str, str]) -> str:
    who = ", ".join(part for part in (row.person, row.unit) if part) or _actor(row)
    what = titles.get(row.action, row.action)
    tail = f" ({row.purpose})" if row.purpose else ""
    if row.outcome == "refused":
        return gettext("%(who)s: %(what)s, belum dapat dilakukan") % {"who": who, "what": what} + tail
    return f"{who}: {what}{tail}"


def _actor(row: Entry) -> str:
    if row.actor_kind == "person":
        return gettext("Orangnya sendiri")
    return gettext("Sistem")


def fields(proof: Proof) -> list[tuple[object, object]]:
    """Return what was stated, field by field; numbers stay sealed and are opened elsewhere."""
    listed: list[tuple[object, object]] = [
        (_("Dinyatakan oleh"), _proof(proof)),
        (_("Dikirim"), proof.stated_at),
        (_("Terbit"), proof.issued_on),
        (_("Berlaku sampai"), proof.valid_until),
        (_("Acuan asal"), proof.source_reference),
        *_values(proof),
    ]
    return [(label, _value(value)) for label, value in listed if value not in (None, "")]


def _values(proof: Proof) -> list[tuple[object, object]]:
    shown = ((name, value) for name, value in proof.values.items() if name not in HIDDEN)
    return [(VALUES.get(name, name.replace("_", " ")), RESULTS.get(str(value), value)) for name, value in shown]


HIDDEN = frozenset({"machine", "permit", "by", "agreement", "statement", "pack", "fingerprint", "notes", "rests_on"})
YES: Sequence[str | Promise] = (_("tidak"), _("ya"))


def _value(value: object) -> object:
    if isinstance(value, date):
        return wording.date_long(value)
    return YES[value] if isinstance(value, bool) else value


def text_of(text: Text) -> str:
    """Return a text of the rulebook in the reader's language."""
    return said(text)
