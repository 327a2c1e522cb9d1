"""What waits for an officer beside files: changes for a second person, numbers two people claim, orders, attendance."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock
from rantau.kernel.actors import Actor, Role
from rantau.placement.demand.selectors import job_orders
from rantau.placement.orientation.selectors import unfinished_seats
from rantau.web.desk import requests, roles


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work beside the files: for whom, where it is done, how many wait and how many of them are late."""

    label: Promise
    page: str
    roles: Collection[Role]
    count: Callable[[Actor, date], tuple[int, int]]


def _changes(actor: Actor, today: date) -> tuple[int, int]:
    due = [row.due_on for row in requests.corrections(actor)]
    return len(due) + len(requests.recoveries(actor)), sum(day < today for day in due)


def _disputes(actor: Actor, today: date) -> tuple[int, int]:
    due = list(requests.disputes(actor).values_list("due_on", flat=True))
    return len(due), sum(day < today for day in due)


def _orders(actor: Actor, _today: date) -> tuple[int, int]:
    return job_orders(actor, "submitted").filter(mission__in=actor.units).order_by().count(), 0


def _attendance(actor: Actor, _today: date) -> tuple[int, int]:
    return sum(unfinished_seats(actor).values()), 0


WORK = (
    Work(_("Job order"), "desk_orders", roles.ORDERS, _orders),
    Work(_("Hadir dan sertifikat"), "desk_classes", roles.TEACHERS, _attendance),
    Work(_("Ubah data"), "desk_corrections", roles.DECIDERS, _changes),
    Work(_("Nomor pada dua orang"), "desk_disputes", roles.DECIDERS, _disputes),
)


def beside(actor: Actor) -> list[dict[str, object]]:
    """Return the kinds of work that are this actor's, as the list at the left shows them."""
    today = clock.today()
    return [_shown(work, *work.count(actor, today)) for work in WORK if actor.roles & frozenset(work.roles)]


def _shown(work: Work, count: int, late: int) -> dict[str, object]:
    return {"url": reverse(work.page), "label": work.label, "count": count, "late": late, "current": False}
