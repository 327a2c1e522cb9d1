"""What time and lower rooms set off: due dossiers are judged anew, and two invariants say whether any was missed."""

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, scope
from rantau.kernel.models import OutboxMessage
from rantau.kernel.refusals import Refused
from rantau.placement.demand.models import PermitQuota
from rantau.placement.dossiers import file
from rantau.placement.dossiers.actions.clock import ReassessDossier
from rantau.placement.dossiers.facts import read_many
from rantau.placement.dossiers.models import Dossier
from rantau.registry.accounts.selectors import clock_actor
from rantau.registry.packs.selectors import in_force

BATCH = 500


def due(mark: str) -> QuerySet[Dossier]:
    """Return open dossiers that a new day or another rulebook has changed, or that a lower room has marked."""
    changed = Q(next_change_on__lte=clock.today()) | ~Q(assessed_by=mark)
    return Dossier.objects.filter(changed, closed_on__isnull=True)


def reassess_due() -> int:
    """Judge every due dossier anew, each as an act of the clock; returns how many. Safe to interrupt and repeat."""
    actor, done = clock_actor(), 0
    hear_of_places(actor)
    seen: set[UUID] = set()
    while batch := _next_batch(actor, seen):
        done += sum(_reassess(dossier_id, actor) for dossier_id in batch)
        seen.update(batch)
    return done


def hear_of_places(actor: Actor) -> int:
    """Make the files due that hope for a place of a permit which has filled up, closed, or has one again.

    Returns how many counters had changed. The act that changed one does not wait for the files of others.
    """
    free, changed = Q(taken__lt=F("capacity"), closed=False), 0
    with transaction.atomic(), scope(actor):
        for now_free, counters in ((True, Q(free)), (False, ~free)):
            differing = PermitQuota.objects.filter(counters).exclude(told_free=now_free)
            found = dict(differing.values_list("pk", "permit__job_order"))
            hoping = Dossier.objects.filter(job_order__in=found.values(), closed_on__isnull=True)
            hoping.filter(departed_on__isnull=True).update(assessed_by="")
            changed += differing.filter(pk__in=found).update(told_free=now_free)
    return changed


def _reassess(dossier_id: UUID, actor: Actor) -> bool:
    """Judge one; a refusal (somebody holds the row) is journalled, stops nobody else, and leaves the dossier due."""
    try:
        run(ReassessDossier(dossier_id=dossier_id), actor)
    except Refused:
        return False
    return True


def _next_batch(actor: Actor, seen: set[UUID]) -> list[UUID]:
    with transaction.atomic(), scope(actor):
        rows = due(in_force().mark).exclude(pk__in=seen).order_by("pk").values_list("pk", flat=True)
        return list(rows[:BATCH])


def overdue() -> list[UUID]:
    """Invariant: no dossier is due (run in the clock's scope). Returns those that are."""
    return list(due(in_force().mark).order_by("pk").values_list("pk", flat=True))


def differing_from_cache() -> list[UUID]:
    """Invariant: judging any open dossier again gives what is cached (run in the clock's scope). Returns the others."""
    book, today = in_force(), clock.today()
    found = []
    for batch in _batches(file.with_person(Dossier.objects.filter(closed_on__isnull=True)).order_by("pk")):
        read = read_many(batch)
        for row in batch:
            wanted = file.judge(book, row, *read[row.pk], today).columns
            if any(getattr(row, name) != wanted[name] for name in file.CACHED):
                found.append(row.pk)
    return found


def _batches(rows: QuerySet[Dossier]) -> Iterator[list[Dossier]]:
    stream = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(stream, BATCH)):
        yield batch


def hear(message: OutboxMessage) -> None:
    """Take what lower rooms tell: a changed identity makes the person's open dossiers due at once."""
    if message.template == "identity_changed" and message.subject is not None:
        Dossier.objects.filter(person=message.subject, closed_on__isnull=True).update(assessed_by="")
