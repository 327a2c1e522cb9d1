"""Who sees a file from its first day: the person, who handles it, her region's BP3MI, her agency."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from rantau.kernel.actors import grant
from rantau.kernel.models import AccessGrant
from rantau.placement.dossiers.models import Dossier
from rantau.registry.offices.selectors import bp3mi_of_province

SELF, HANDLING, REGION, AGENCY = "self", "handling", "region", "agency"


def first_sight(dossier: Dossier, now: datetime, *, agency_units: Iterable[UUID] = ()) -> set[UUID]:
    """Grant the first sights of a file not yet written (row security asks for them then); returns the units."""
    sights = {(dossier.handling_id, HANDLING), *((unit, AGENCY) for unit in agency_units)}
    region = bp3mi_of_province((dossier.person.regency_id or "")[:2])
    if region is not None:
        sights.add((region.pk, REGION))
    if dossier.agency_id is not None:
        sights.add((dossier.agency_id, AGENCY))
    AccessGrant.objects.bulk_create(
        AccessGrant(subject=dossier.pk, unit=unit, basis=basis, valid_from=now)
        for unit, basis in [(dossier.person_id, SELF), *sorted(sights, key=str)]
    )
    for unit, basis in sights:
        grant(dossier.person_id, unit, basis)
    return {unit for unit, _basis in sights}
