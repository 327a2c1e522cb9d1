"""Where a file stands in the queue one came from ("2 dari 14"), and which comes after it."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from rantau.kernel.actors import Actor
from rantau.placement.dossiers.queues import QUEUES
from rantau.placement.dossiers.selectors import queue
from rantau.web.desk.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Place:
    """The file's number among those of the first page of its queue; ``more`` says that others follow after the page."""

    kind: str
    title: object
    url: str
    number: int
    count: int
    more: bool


def place(actor: Actor, kind: str, dossier_id: UUID) -> Place | None:
    """Return the place of a file in a queue, or None when it is not on its first page."""
    if kind not in QUEUES or kind not in KINDS:
        return None
    page = queue(actor, kind)
    ids = [row.id for row in page.rows]
    if dossier_id not in ids:
        return None
    return Place(
        kind, KINDS[kind], reverse("desk_queue", args=[kind]), ids.index(dossier_id) + 1, len(ids), bool(page.next)
    )


def following(actor: Actor, kind: str, dossier_id: UUID) -> UUID | None:
    """Return the most urgent other file of a queue, or None at its end."""
    if kind not in QUEUES:
        return None
    return next((row.id for row in queue(actor, kind).rows if row.id != dossier_id), None)
