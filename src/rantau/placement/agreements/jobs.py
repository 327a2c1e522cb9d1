"""What lower rooms tell this one through the outbox (design §3)."""

from uuid import UUID

from rantau.kernel import outbox
from rantau.kernel.models import OutboxMessage
from rantau.placement.dossiers.models import Dossier
from rantau.registry.agencies.models import Suspension


def tell(message: OutboxMessage) -> None:
    """Hand a message of the channel ``placement`` to whoever it concerns; unknown ones are a fault to be seen."""
    if message.template != "agency_suspended":
        raise outbox.Undelivered("unknown_template")
    tell_candidates(UUID(message.values["agency"]), UUID(message.values["suspension"]))


def tell_candidates(agency_id: UUID, suspension_id: UUID) -> int:
    """Write to every candidate in process with a suspended agency what it means for her; returns how many.

    Runs in the delivery's transaction and the clock's scope: the messages exist if and only if this one is delivered.
    """
    document = Suspension.objects.values_list("document", flat=True).get(pk=suspension_id)
    open_files = Dossier.objects.filter(agency=agency_id, closed_on__isnull=True, departed_on__isnull=True)
    messages = [
        OutboxMessage(
            channel="sms", template="my_agency_suspended", recipient=person, subject=dossier,
            values={"document": document},
        )
        for dossier, person in open_files.order_by("pk").values_list("pk", "person_id")
    ]  # fmt: skip
    return len(OutboxMessage.objects.bulk_create(messages))
