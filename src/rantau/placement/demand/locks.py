"""Locks that let many work at once: signers share a permit, only its end needs it alone."""

from uuid import UUID

from django.db import connection

from rantau.kernel.refusals import refuse
from rantau.placement.demand.models import Permit

SHARE = "SELECT id FROM permit WHERE id = %s FOR SHARE"


def share(permit_id: UUID) -> Permit:
    """Return a permit that cannot be revoked before this transaction ends; other signers do not wait.

    Raises:
        Refused: ``not_found``.
    """
    with connection.cursor() as cursor:
        cursor.execute(SHARE, [permit_id])
    rows = Permit.objects.select_related(
        "job_order__agency__unit", "job_order__employer", "job_order__mission", "job_order__country"
    )
    return rows.filter(pk=permit_id).first() or refuse("not_found", field="permit_id")
