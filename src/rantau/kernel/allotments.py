"""Anything scarce: an abstract counter and claim, made concrete in its room with real foreign keys.

A conditional UPDATE takes a place; CHECK and a partial unique index refuse the bad state whoever writes. The counter
is touched last in a transaction so that the hot lock is short (reliability §0: fastest correct method measured).
"""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids

LIVE = ("held", "offered", "confirmed", "used")
STATES = (*LIVE, "released", "expired")


class Counter(models.Model):
    """So many places of one kind, so many taken."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")),
                name="%(class)s_not_oversold",
                violation_error_message=_("Semua tempat sudah terpakai."),
            )
        ]


class Claim(models.Model):
    """One place of a counter for one holder. The holder never changes (promise A3).

    The concrete class adds the foreign key ``counter`` and the unique partial index holder × scope.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder = models.UUIDField()
    state = models.CharField(max_length=10, choices=[(name, name) for name in STATES], default="held")
    until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at__isnull=True) | (~Q(state__in=LIVE) & Q(ended_at__isnull=False)),
                name="%(class)s_ended_has_time",
                violation_error_message=_("Tempat yang dilepas harus menyebut kapan."),
            )
        ]


K = TypeVar("K", bound=Counter)


def take(counter: type[K], counter_id: UUID) -> bool:
    """Take one place if one is left. Call it last in the transaction; False means full."""
    return counter._default_manager.filter(pk=counter_id, taken__lt=F("capacity")).update(taken=F("taken") + 1) == 1


def give_back(counter: type[K], counter_id: UUID) -> None:
    """Give one taken place back."""
    counter._default_manager.filter(pk=counter_id, taken__gt=0).update(taken=F("taken") - 1)


def move(claim: Claim, state: str, now: datetime, until: datetime | None = None) -> None:
    """Move a claim to another state, stamping its end when it leaves the living states."""
    claim.state = state
    claim.until = until
    claim.ended_at = None if state in LIVE else now
    claim.save(update_fields=["state", "until", "ended_at"])


def drifted(counter: type[K], claim: type[Claim]) -> list[UUID]:
    """Return counters whose ``taken`` differs from their living claims (``rantau invariants``)."""
    claims: Any = claim._default_manager  # the concrete class has the key ``counter``
    living = (
        claims.filter(counter=models.OuterRef("pk"), state__in=LIVE)
        .order_by()
        .values("counter")
        .annotate(n=models.Count("pk"))
        .values("n")
    )
    counted = counter._default_manager.annotate(
        living=models.functions.Coalesce(models.Subquery(living), models.Value(0))
    )
    return list(counted.exclude(taken=F("living")).order_by("pk").values_list("pk", flat=True))
