"""One file as its agency reads it: the line, what hangs and on whom, requirements in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rantau.kernel.actors import Actor
from rantau.placement.agreements.models import EmploymentContract, PlacementAgreement
from rantau.placement.agreements.selectors import agreements_of, contract_of
from rantau.placement.documents.actions.filing import FILING
from rantau.placement.documents.kinds import DocumentKind, kinds_of
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.pages import dossier_page
from rantau.placement.dossiers.views import DossierPage, Hanging, Row
from rantau.placement.money.selectors import Money, money_of
from rantau.placement.orientation.selectors import Seat, seats_of
from rantau.rulebook.model import Text
from rantau.web.look import wording
from rantau.web.look.line import WHO, Hang, Station
from rantau.web.words import Words

STATES: Words = {
    "met": _("Terpenuhi"), "missing": _("Belum ada"), "waiting": _("Sedang diperiksa"), "lapsed": _("Sudah lewat"),
    "refused": _("Belum dapat dipakai"), "ahead": _("Nanti"), "not_applicable": _("Tidak diminta"),
}  # fmt: skip
TONES = {"met": "ok", "missing": "warn", "waiting": "mute", "lapsed": "bad", "refused": "bad", "ahead": "mute"}
MARKS = {"waiting": "wait", "lapsed": "stop", "refused": "stop", "missing": "none"}
PARTIES: dict[str, tuple[str, str | Promise]] = {
    "bp3mi": ("office", "BP3MI"), "immigration": ("system", _("Imigrasi")), "civil_register": ("system", "Dukcapil"),
    "insurer": ("system", "BPJS Ketenagakerjaan"), "health_insurer": ("system", "BPJS Kesehatan"),
    "police": ("system", "Polri"),
}  # fmt: skip
OPEN = frozenset({"missing", "lapsed", "refused"})
ORDER = ("refused", "lapsed", "missing", "waiting", "met", "ahead")


@dataclass(frozen=True, slots=True)
class File:
    """A file with what the later rooms know of it, and the kinds of document this officer may hand in."""

    page: DossierPage
    money: Money
    seats: list[Seat]
    agreements: list[PlacementAgreement]
    contract: EmploymentContract | None
    kinds: dict[str, DocumentKind]

    @property
    def agreement(self) -> PlacementAgreement | None:
        """The agreement in force."""
        return next((row for row in self.agreements if row.ended_at is None), None)

    @property
    def to_carry_over(self) -> bool:
        """Whether her agreement was signed in an old system and has no permit here yet."""
        return self.agreement is None and self.page.carried("placement_agreement")

    def state(self, code: str) -> str:
        """How a requirement stands, "" when the scheme has none."""
        return next((row.state for row in self.page.rows if row.code == code), "")


def read_file(actor: Actor, dossier_id: UUID) -> File:
    """Return the file, in a fixed number of queries.

    Raises:
        Refused: ``not_found``.
    """
    page = dossier_page(actor, dossier_id)
    listed = kinds_of(page.head.scheme, page.head.opened_on) if actor.roles & FILING else {}
    return File(
        page=page,
        money=money_of(actor, Dossier(id=dossier_id)),
        seats=seats_of(actor, dossier_id),
        agreements=agreements_of(actor, dossier_id),
        contract=contract_of(actor, dossier_id),
        kinds={code: kind for code, kind in listed.items() if actor.roles & kind.stated_by},
    )


def said(text: Text) -> str:
    """Return a text of the rulebook in the reader's language."""
    return text.en if wording.language() == "en" else text.id


def party(code: str | None) -> tuple[str, str | Promise]:
    """Return (kind, name) of who acts; for the agency itself "you"."""
    if code == "agency":
        return "you", _("Anda")
    return PARTIES.get(code or "", (code if code in WHO and code else "office", ""))


def stations(page: DossierPage) -> list[Station]:
    """Return the line of the file."""
    return [Station(row.code, said(row.title), str(row.mark), row.on, here=row.code == page.stage)
            for row in page.stations]  # fmt: skip


def hangs(file: File) -> list[Hang]:
    """Return what holds the file back now; what the agency brings has its link."""
    return [_hang(file, item) for item in file.page.hanging]


def _hang(file: File, item: Hanging) -> Hang:
    kind, name = party(item.who)
    link = upload_link(file, item.code) if kind == "you" else ""
    return Hang(
        what=said(item.what), who=kind, who_name=name, until=item.until, rule=item.citation, note=said(item.sentence),
        rule_href=f"{reverse('rules')}#{item.rule}", mark=MARKS.get(item.state, "none"),
        action=_("Serahkan") if link else "", href=link,
    )  # fmt: skip


def upload_link(file: File, requirement: str) -> str:
    """Return where the document of a requirement is handed in, "" when this officer hands in none."""
    kind = next((code for code, kind in file.kinds.items() if kind.requirement == requirement), "")
    return reverse("agency_state", args=[file.page.head.id, kind]) if kind else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One requirement in a table row. ``href`` is where its document is handed in."""

    title: str
    state: str | Promise
    tone: str
    mark: str
    sentence: str
    who: str
    who_name: str | Promise
    until: date | None
    citation: str
    rule: str
    href: str


def rows(file: File) -> list[Shown]:
    """Return requirements: what needs doing, what waits, what is met, then later; what is not asked is left out."""
    asked: Iterable[Row] = (row for row in file.page.rows if row.state != "not_applicable")
    return [_shown(file, row) for row in sorted(asked, key=lambda row: ORDER.index(row.state))]


def _shown(file: File, row: Row) -> Shown:
    kind, name = party(row.who)
    return Shown(
        title=said(row.title), state=STATES[row.state], tone=TONES[row.state], mark=MARKS.get(row.state, ""),
        sentence=said(row.sentence), who=kind, who_name=name, until=row.until, citation=row.citation,
        rule=row.law[0] if row.law else "", href=upload_link(file, row.code) if row.state in OPEN else "",
    )  # fmt: skip
