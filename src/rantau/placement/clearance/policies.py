"""Two persons (design §5, promise K1): who issues a card verified none of the papers it rests on, nor did her unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from rantau.kernel.actors import Actor
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import refuse
from rantau.placement.clearance import refusals as refusals
from rantau.placement.dossiers.facts import evidence_log, standing
from rantau.placement.dossiers.models import Dossier
from rantau.registry.accounts.models import Account
from rantau.registry.offices.models import Unit

# Proofs that are acts of their own and no check of identity or documents; everything else counts, also kinds that a
# later rulebook adds.
NOT_A_CHECK = frozenset(
    {
        "selection", "cost_statement", "placement_agreement", "contract_acknowledged", "orientation", "biometrics",
        "card", "departure", "arrival_report",
    }
)  # fmt: skip
ATTESTED = frozenset({"selection", "placement_agreement"})
"""Acts that an officer attested. One officer may attest both (ADR 0011), her unit may issue, she herself may not."""


@dataclass(frozen=True, slots=True)
class Checker:
    """Somebody who verified identity or documents of a file, and the unit she did it for."""

    holder: UUID
    unit: UUID


def checkers_of(dossier: Dossier) -> list[Checker]:
    """Return who verified what the file rests on now. Imports and machines are nobody."""
    return _people(checks(_standing(dossier)))


def _standing(dossier: Dossier) -> list[Evidence]:
    return standing(evidence_log([dossier])[dossier.pk])


def _people(rows: Iterable[Evidence]) -> list[Checker]:
    return [
        Checker(row.decided_by_holder, row.decided_by_unit)
        for row in rows
        if row.decided_by_holder is not None and row.decided_by_unit is not None
    ]


def checks(rows: Iterable[Evidence]) -> list[Evidence]:
    """Return the verified proofs of identity and documents among rows; one that only ends another is none."""
    return [
        row for row in rows if row.state == "verified" and row.kind not in NOT_A_CHECK and "ended" not in row.values
    ]


def other_person(actor: Actor, dossier: Dossier) -> Checker:
    """Return the other natural person of another unit on whose check the card will rest.

    Raises:
        Refused: ``card_own_file``; ``second_person_needed`` naming who checked, when the actor or her unit did, or
            when she herself witnessed selection or signature; ``card_nobody_checked`` when no officer has checked
            anything.
    """
    own = Account.objects.filter(person=dossier.person_id).values_list("holder", flat=True).first()
    if own is not None and own == actor.holder_id:
        refuse("card_own_file")
    rows = _standing(dossier)
    found, attested = _people(checks(rows)), _people(row for row in rows if row.kind in ATTESTED)
    for checker in (*found, *attested):
        if checker.holder == actor.holder_id or (checker in found and checker.unit == actor.unit_id):
            refuse("second_person_needed", reason=_name(checker))
    return found[0] if found else refuse("card_nobody_checked")


def _name(checker: Checker) -> str:
    """Name who checked, as people know them: the officer and her office."""
    account = Account.objects.filter(holder=checker.holder).order_by("made_at").first()
    unit = Unit.objects.filter(pk=checker.unit).first()
    return ", ".join(str(part) for part in (account and account.name, unit and unit.name) if part)
