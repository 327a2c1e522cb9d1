"""The result at the gate: informative, with the legal ground and what can be mended on the spot (CO-17).

Which open requirement shows as amber or red is the rulebook's word (``gate_missing``, ``gate_refused`` of its row). A
missing card alone is amber with both sources of law named, unless the pack in force says otherwise.
"""

from dataclasses import asdict, dataclass
from datetime import date

from rantau.placement.clearance.models import Card
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.compiler import citation
from rantau.rulebook.model import Assessment, Requirement, State

TONES = ("none", "amber", "red")
COLOURS = ("green", "amber", "red")
OVER = frozenset({"departure", "arrival_report", "return_report"})
CARD = "card"
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


def gate_check(dossier: Dossier, on: date) -> GateResult:
    """Return how a dossier shows at the gate on a legal date."""
    assessment = file.assessment_of(dossier)
    found = [reason for item in assessment.requirements if (reason := _reason(item, dossier, on)) is not None]
    found.extend(_stopped_card(dossier, assessment, on))
    found.sort(key=lambda reason: -TONES.index(reason.tone))
    worst = max((TONES.index(reason.tone) for reason in found), default=0)
    return GateResult(COLOURS[worst], tuple(found))


def _reason(item: Requirement, dossier: Dossier, on: date) -> Reason | None:
    if item.satisfied or item.code in OVER:
        return None
    if item.code == CARD and _card_on_file(dossier) is not None:
        return None  # told by its own state
    tone = item.rule.gate_refused if item.state is State.REFUSED else item.rule.gate_missing
    if item.code == CARD:
        tone = max(tone, "amber", key=TONES.index)
    if tone not in TONES[1:]:
        return None
    return _made(item, tone, item.sentence_id, item.sentence_en, on)


def _card_on_file(dossier: Dossier) -> Card | None:
    return Card.objects.filter(dossier=dossier).order_by("-issued_at", "-id").first()


def _stopped_card(dossier: Dossier, assessment: Assessment, on: date) -> list[Reason]:
    card = _card_on_file(dossier)
    if card is None or (card.state == "valid" and card.valid_until >= on):
        return []
    try:
        item = assessment.requirement(CARD)
    except KeyError:
        return []
    if card.state == "valid":
        tone = max(item.rule.gate_missing, "amber", key=TONES.index)
        return [_made(item, tone, "Masa berlaku kartu sudah habis.", "The card has ended.", on)]
    tone = max(item.rule.gate_refused, "amber", key=TONES.index)
    words = {"suspended": ("ditangguhkan", "suspended"), "revoked": ("dicabut", "revoked")}[card.state]
    return [_made(item, tone, f"Kartu {words[0]}; kantor penerbit dapat menjelaskan.", f"The card is {words[1]}; the "
                  "issuing office can explain.", on)]  # fmt: skip


def _made(item: Requirement, tone: str, text_id: str, text_en: str, on: date) -> Reason:
    pack = rulebook().pack_on(on)
    law = item.rule.law
    if item.code == CARD:
        row = next((row for row in pack.requirements if row.code == CARD), None)
        law = (*law, *(row.see_also if row else ()))
    mend = MENDED_HERE.get(item.code, ("", ""))
    return Reason(item.code, tone, text_id, text_en, law, citation(pack, law), item.who or "office", *mend)
