"""Reads about agreements and contracts, inside the reader's scope."""

from uuid import UUID

from rantau.kernel.actors import Actor, sees
from rantau.placement.agreements.models import EmploymentContract, PlacementAgreement
from rantau.placement.dossiers.parts import parts_of


def agreements_of(actor: Actor, dossier_id: UUID) -> list[PlacementAgreement]:
    """Return the agreements of a file the actor sees, newest first, if her roles read contracts."""
    if not parts_of(actor).contract or not sees(actor, dossier_id):
        return []
    rows = PlacementAgreement.objects.filter(dossier=dossier_id).select_related("permit", "claim__counter")
    return list(rows.order_by("-signed_at", "-id"))


def contract_of(actor: Actor, dossier_id: UUID) -> EmploymentContract | None:
    """Return the present contract of a file the actor sees, if her roles read contracts, or None."""
    if not parts_of(actor).contract or not sees(actor, dossier_id):
        return None
    return EmploymentContract.objects.filter(dossier=dossier_id, superseded_at__isnull=True).first()
