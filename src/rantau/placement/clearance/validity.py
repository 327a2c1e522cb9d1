"""What a card is bound to and how long it lasts: the passport, the contract and the visa on file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rantau.kernel import clock
from rantau.kernel.actions import Tx
from rantau.kernel.actors import Actor
from rantau.kernel.evidence import open_sensitive
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import refuse
from rantau.placement.clearance.models import Card
from rantau.placement.dossiers import file
from rantau.placement.dossiers.facts import evidence_log, fallen, standing
from rantau.placement.dossiers.models import Dossier
from rantau.registry.packs.selectors import rulebook
from rantau.registry.people import identities
from rantau.rulebook.dates import add_months
from rantau.rulebook.model import Assessment
from rantau_verify import card as codes
from rantau_verify.mrz import MrzError, Passport, keyed_passport

CLASSES = {
    "p2p": 1, "spsk": 1, "ssw": 1, "g2g": 2, "g2p": 2, "ukps": 3, "mandiri": 4, "laut": 5, "laut-niaga": 5,
    "laut-ikan": 5, "re-entry": 6, "re_entry": 6,
}  # fmt: skip  # scheme → class of docs/card-format.md; another scheme is "other"
NATIONALITY = "IDN"
CARD = "card"


@dataclass(frozen=True, slots=True)
class Term:
    """First and last good day of a card (legal dates, both included)."""

    first: date
    last: date

    @property
    def starts(self) -> datetime:
        """The first moment."""
        return clock.legal_midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The last second."""
        return clock.legal_midnight(self.last + timedelta(days=1)) - timedelta(seconds=1)


def require_prerequisites(dossier: Dossier) -> None:
    """Refuse while anything asked before the card is open: whatever holds the file up to the card's own station.

    What is asked at the gate only (a pregnancy test of the last days) comes later.

    Raises:
        Refused: ``step_before_missing`` with the sentence, rule, who and until of the first that is missing.
    """
    assessment = file.assessment_of(dossier)
    upto = _stations_up_to_card(assessment)
    later = {row.code for row in rulebook().pack_on(dossier.opened_on).requirements if row.at_gate}
    asked = [item.code for item in assessment.holding if item.rule.station in upto]
    file.require(assessment, *(code for code in asked if code != CARD and code not in later))


def _stations_up_to_card(assessment: Assessment) -> set[str]:
    codes = [station.code for station in assessment.stations]
    try:
        last = codes.index(assessment.requirement(CARD).rule.station)
    except KeyError:
        last = len(codes) - 1
    return set(codes[: last + 1])


def papers_of(dossier: Dossier) -> dict[str, Evidence]:
    """Return the verified proofs that count now, by kind; of several the newest."""
    rows = standing(evidence_log([dossier])[dossier.pk])
    return {row.kind: row for row in rows if row.state == "verified"}


def term_of(dossier: Dossier, papers: dict[str, Evidence], today: date) -> Term:
    """Return how long a card issued today lasts: until contract, visa or passport ends, whichever is first.

    Raises:
        Refused: ``card_papers_end_before`` when one of them has ended; ``card_passport_incomplete`` when none says.
    """
    last = min(_endings(dossier, papers, today), default=None)
    if last is None:
        refuse("card_passport_incomplete")
    if last < today:
        refuse("card_papers_end_before")
    return Term(today, last)


def _endings(dossier: Dossier, papers: dict[str, Evidence], today: date) -> Iterable[date]:
    for kind in ("employment_contract", "visa", "passport"):
        row = papers.get(kind)
        if row is not None and row.valid_until is not None:
            yield row.valid_until
    contract = papers.get("employment_contract")
    months = contract.values.get("months") if contract and contract.valid_until is None else None
    if isinstance(months, int):
        yield add_months(dossier.departs_on or today, months)


def freeze_identity(tx: Tx, dossier: Dossier) -> None:
    """Freeze the identity a card will rest on, whatever proved it; a corrected one must be verified anew first (K3).

    Raises:
        Refused: ``identity_awaits_verification``.
    """
    person = identities.locked(dossier.person_id)
    if person.identity_verified_at is None and person.corrections.filter(state="approved").exists():
        refuse("identity_awaits_verification")
    dossier.person = identities.freeze(tx, dossier.person_id)


def rests_on_nothing(dossier: Dossier) -> bool:
    """Return whether the dossier's card rests on what no longer stands, or on a file that ended without a departure."""
    if dossier.closed_on is not None and dossier.departed_on is None:
        return True
    return fallen(evidence_log([dossier])[dossier.pk]) is not None


def require_binding(tx: Tx, dossier: Dossier, card: Card) -> None:
    """Refuse a card that is bound to another passport, or to another birth date, or that outlasts the papers.

    Raises:
        Refused: ``card_needs_another``; ``card_passport_incomplete``, ``card_papers_end_before`` as for a new card.
    """
    papers = papers_of(dossier)
    claims = codes.read_claims(codes.open_envelope(card.code).payload)
    passport = passport_of(tx.actor, dossier, papers)
    if (
        passport.digest(claims.salt) != claims.passport_digest
        or term_of(dossier, papers, tx.today).last < card.valid_until
    ):
        refuse("card_needs_another")


def passport_of(actor: Actor, dossier: Dossier, papers: dict[str, Evidence]) -> Passport:
    """Return the passport on file as its machine-readable zone has it; the opening is journalled.

    Raises:
        Refused: ``card_passport_incomplete``.
    """
    row = papers.get("passport")
    if row is None or row.valid_until is None or not row.number:
        refuse("card_passport_incomplete")
    number = open_sensitive(actor, row, "issue_card")["number"]
    try:
        return keyed_passport(number, NATIONALITY, f"{dossier.person.birth_date:%y%m%d}", f"{row.valid_until:%y%m%d}")
    except MrzError:
        refuse("card_passport_incomplete")
