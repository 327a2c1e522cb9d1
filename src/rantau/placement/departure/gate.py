"""The result at the gate: informative, with the legal ground and what can be mended on the spot (CO-17).

Which open requirement shows as amber or red is the rulebook's word (``gate_missing``, ``gate_refused`` of its row). A
missing card alone is amber with both sources of law named, unless the pack in force says otherwise.
"""

from dataclasses import asdict, dataclass
from datetime import date

from rantau.placement.clearance import validity
from rantau.placement.clearance.models import Card
from rantau.placement.departure.models import GateCheck
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.compiler import citation
from rantau.rulebook.gate import GateReason, gate_check

CARD = "card"
OWN_GROUNDS = frozenset({"broker", "destination", "no_employer", "pressure"})
"""Grounds to hold a departure that are seen beside the papers, so that a missing card cannot stand behind them."""
STOPPED = {
    "suspended": ("Kartu ditangguhkan; kantor penerbit menjelaskan.", "The card is suspended; the issuer explains."),
    "outdated": (
        "Data atau dokumen dasar kartu ini berubah; kantor penerbit memeriksanya lagi.",
        "What this card rests on has changed; the issuing office looks at it again.",
    ),
    "revoked": ("Kartu dicabut; kantor penerbit menjelaskan.", "The card is revoked; the issuer explains."),
}
MENDED_HERE = {
    "card": ("Konter BP3MI/P4MI dapat menerbitkan kartu di sini.", "The BP3MI/P4MI counter can issue the card here."),
    "pregnancy_test": ("Klinik bandara dapat memeriksa sekarang.", "The airport clinic can test now."),
    "social_security_during": ("Premi dapat dibayar P3MI sekarang.", "The agency can pay the premium now."),
    "biometrics": ("Dapat direkam di konter.", "Can be taken at the counter."),
    "photo": ("Dapat diambil di konter.", "Can be taken at the counter."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing to look at: tone, plain words, the law it rests on, who resolves it, what the counter can mend."""

    code: str
    tone: str
    id: str
    en: str
    law: tuple[str, ...]
    ground: str
    who: str
    mend_id: str = ""
    mend_en: str = ""


@dataclass(frozen=True, slots=True)
class GateResult:
    """Green, amber or red, worst reason first."""

    colour: str
    reasons: tuple[Reason, ...]

    def stored(self) -> list[dict[str, object]]:
        """Return the reasons as they are kept with the check."""
        return [asdict(reason) | {"law": list(reason.law)} for reason in self.reasons]


def check(dossier: Dossier, on: date) -> GateResult:
    """Return how a dossier shows at the gate on a legal date."""
    book = rulebook()
    _colour, found = gate_check(book, file.facts_of(dossier), on)
    stopped = _stopped_card(dossier, on)
    reasons = [_made(item, on) for item in found if not (stopped and item.code == CARD)]
    reasons = sorted([*reasons, *stopped], key=lambda reason: reason.tone != "red")
    return GateResult(reasons[0].tone if reasons else "green", tuple(reasons))


def _made(item: GateReason, on: date) -> Reason:
    """Add what the counter can mend and, for the card, the sources that disagree (CO-17)."""
    law, ground = item.law, item.citation
    if item.code == CARD:
        law, ground = _grounds_of_card(on)
    mend = MENDED_HERE.get(item.code, ("", ""))
    return Reason(item.code, item.tone, item.text.id, item.text.en, law, ground, item.who or "office", *mend)


def _grounds_of_card(on: date) -> tuple[tuple[str, ...], str]:
    pack = rulebook().pack_on(on)
    row = next(row for row in pack.requirements if row.code == CARD)
    law = (*row.basis, *row.see_also)
    return law, citation(pack, law)


def _stopped_card(dossier: Dossier, on: date) -> list[Reason]:
    """Return the reason of a card that was stopped, or is about to be: it says so itself and is not merely missing."""
    card = Card.objects.filter(dossier=dossier).order_by("-issued_at", "-id").first()
    state = "outdated" if card and card.state == "valid" and validity.rests_on_nothing(dossier) else card and card.state
    if state not in STOPPED:
        return []
    rule = file.assessment_of(dossier).requirement(CARD).rule
    law, ground = _grounds_of_card(on)
    tone = rule.gate_refused if rule.gate_refused in ("amber", "red") else "amber"
    return [Reason(CARD, tone, *STOPPED[state], law, ground, rule.verifier)]


def card_alone(check: GateCheck) -> bool:
    """Return whether the card is all a check found; amber says that the pack in force makes it no ground (CO-17)."""
    return [(item["code"], item["tone"]) for item in check.reasons] == [(CARD, "amber")]
