"""Small checks around selection and agreement."""

from datetime import date
from uuid import UUID

import rantau.placement.agreements.refusals  # noqa: F401 - the texts register themselves
from rantau.kernel import evidence
from rantau.kernel.actions import Tx
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import Refusal, refusal, refuse
from rantau.placement.agreements.models import EmploymentContract, PlacementAgreement
from rantau.placement.demand.models import JobOrder, Permit, PermitClaim, PermitQuota
from rantau.placement.dossiers.models import Dossier

GROUPS = {"m": ("laki-laki", "men"), "f": ("perempuan", "women"), "x": ("laki-laki atau perempuan", "men or women")}


def about_group(code: str, pocket: str, number: str = "") -> Refusal:
    """Return a registered refusal whose ``{group}`` is named in each language."""
    indonesian, english = GROUPS[pocket]
    said = refusal(code, group=indonesian, number=number)
    return Refusal(
        said.code, said.id, refusal(code, group=english, number=number).en, said.rule, said.who, status=said.status
    )


def referrer_asked(dossier: Dossier) -> Refusal | None:
    """Return the request to ask who brought her, or None once she has answered (a broker is never invisible)."""
    return refusal("referrer_not_asked") if dossier.referral == "not_asked" else None


def belongs_to(dossier: Dossier, agency_id: UUID) -> Refusal | None:
    """Return why another agency may not act on this file, or None."""
    if dossier.agency_id is None or dossier.agency_id == agency_id:
        return None
    return refusal("other_agency", agency=dossier.agency.unit.name if dossier.agency else "-")


def unsigned(dossier: Dossier) -> Refusal | None:
    """Return the refusal naming a living agreement, or None when there is none."""
    living = live_agreement(dossier.pk)
    return None if living is None else refusal("already_signed", number=living.number)


def not_departed(dossier: Dossier) -> Refusal | None:
    """Return why nobody can be selected or sign any more, or None: a place taken after the departure is never used."""
    if dossier.departed_on is None:
        return None
    return refusal("already_departed", day=dossier.departed_on.isoformat())


def live_agreement(dossier_id: UUID) -> PlacementAgreement | None:
    """Return the agreement in force, or None."""
    return PlacementAgreement.objects.filter(dossier=dossier_id, ended_at__isnull=True).first()


def carried_agreement(dossier_id: UUID, on: date) -> Evidence | None:
    """Return the proof of an agreement that an old system signed, while it holds on a legal date and has no place.

    None once it has its row and place here, once it has ended, and for every file whose agreement was signed here.
    """
    proof = evidence.current([dossier_id]).filter(kind="placement_agreement", state="verified").last()
    if proof is None or not proof.origin.startswith("import:") or live_agreement(dossier_id) is not None:
        return None
    return proof if proof.valid_until is None or proof.valid_until >= on else None


def not_signed_before(dossier: Dossier, on: date) -> Refusal | None:
    """Return why what an old system signed is not signed again, or None (principle 1: nobody starts over)."""
    proof = carried_agreement(dossier.pk, on)
    return None if proof is None else refusal("signed_in_old_system", number=dossier.old_number)


def was_granted(permit: Permit, on: date) -> Refusal | None:
    """Return why no agreement can stand on a permit, or None: one that has ended since carries those who signed."""
    if permit.state in ("granted", "expired", "revoked"):
        return None
    return refusal("permit_not_granted", day=f"{on:%d-%m-%Y}")


def same_work(dossier: Dossier, order: JobOrder) -> Refusal | None:
    """Return why an order is not the one an old agreement was signed for, or None. What is not on file differs not."""
    pairs = ((dossier.country_id, order.country_id), (dossier.occupation_id, order.occupation_id))
    same = all(ours is None or ours == theirs for ours, theirs in pairs) and dossier.scheme == order.scheme
    return None if same else refusal("other_work_signed", number=dossier.old_number)


def live_contract(dossier_id: UUID) -> EmploymentContract:
    """Return the present contract with its row locked.

    Raises:
        Refused: ``no_contract``.
    """
    rows = EmploymentContract.objects.select_for_update().filter(dossier=dossier_id, superseded_at__isnull=True)
    return rows.first() or refuse("no_contract")


def selection_of(dossier_id: UUID) -> Evidence | None:
    """Return the current statement or proof of selection, or None."""
    return evidence.current([dossier_id]).filter(kind="selection").last()


def selected_for(dossier: Dossier, permit: Permit) -> Refusal | None:
    """Return why the witnessed selection does not carry this permit, or None. An old system's selection names none.

    A newer proposal that nobody has witnessed yet does not count.
    """
    witnessed = Evidence.objects.filter(subject=dossier.pk, kind="selection", state="verified")
    selection = witnessed.order_by("stated_at", "id").last()
    chosen = selection.values.get("permit") if selection else None
    return None if chosen in (None, str(permit.pk)) else refusal("selected_for_another_permit")


def pockets_for(sex: str, permit: Permit) -> list[PermitQuota]:
    """Return the counters a person of this sex may use under a permit: her own pocket first, the mixed one second."""
    counters = {quota.pocket: quota for quota in PermitQuota.objects.filter(permit=permit, pocket__in=(sex, "x"))}
    return [counters[pocket] for pocket in (sex, "x") if pocket in counters]


def has_pocket(sex: str, permit: Permit) -> Refusal | None:
    """Return why a permit cannot take somebody of this sex at all, or None."""
    return None if pockets_for(sex, permit) else about_group("no_pocket_for_her", sex, number=permit.number)


def alike(claim: PermitClaim, permit: Permit, sex: str) -> Refusal | None:
    """Return why somebody cannot replace the holder of an ended claim, or None: same permit, same pocket."""
    pocket = claim.counter.pocket
    if claim.counter.permit_id == permit.pk and pocket in (sex, "x"):
        return None
    return about_group("replacement_not_alike", pocket)


def require_two_units(tx: Tx, stated: Evidence) -> None:
    """Refuse when the one who decides sits in the unit that stated (promise K1: two persons of two units).

    Raises:
        Refused: ``second_person_needed``.
    """
    if stated.stated_by_unit is not None and stated.stated_by_unit == tx.actor.unit_id:
        refuse("second_person_needed", reason="P3MI – Dinas")
