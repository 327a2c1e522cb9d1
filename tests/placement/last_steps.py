"""The last stretch of a journey, arranged: a file whose papers are all in order, a class, a card, a gate."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from rantau.kernel import clock, ids, sealed
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, Role
from rantau.kernel.models import Evidence
from rantau.placement.clearance.actions import IssueCard
from rantau.placement.clearance.models import Card
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation.models import OrientationClass, SeatClaim
from rantau.registry.offices.models import Unit
from rantau.registry.people.models import Identifier
from tests import world
from tests.placement import builders

PASSPORT = "X1234567"
EARLY = ("account", "ktp", "kk", "photo", "selection", "cost_statement", "placement_agreement")
PAPERS = (
    *EARLY, "marital_status", "family_permit", "competence", "medical", "psychology", "social_security_before",
    "passport", "visa", "employment_contract", "social_security_during",
)  # fmt: skip
VALUES: dict[str, dict[str, Any]] = {
    "medical": {"result": "fit"},
    "psychology": {"result": "fit"},
    "employment_contract": {"months": 36},
    "social_security_during": {"months": 36},
    "orientation": {"hours": 10},
    "pregnancy_test": {"result": "negative"},
}
VALID_DAYS = {"passport": 1500, "visa": 400}


@dataclass(slots=True)
class Stage:
    """Everybody whom the last stretch needs, each in a unit of her own."""

    here: builders.Market
    bp3mi: Unit
    gate: Unit
    instructor: Actor
    second: Actor
    issuer: Actor
    guard: Actor
    other_guard: Actor

    @property
    def checker(self) -> Actor:
        """The officer of the labour office who verified the papers."""
        return self.here.officer


def stage() -> Stage:
    """A market with a BP3MI that teaches and issues, and a gate."""
    builders.rules()
    here = builders.market()
    bp3mi, gate = world.unit("bp3mi", name="BP3MI Contoh"), world.unit("gate", name="Konter Contoh")
    teach = world.actor(bp3mi, Role.INSTRUCTOR)
    second, issuer = world.actor(bp3mi, Role.VERIFIER), world.actor(bp3mi, Role.ISSUER)
    guards = [builders.official(gate, Role.GATE_OFFICER) for _ in range(2)]
    return Stage(here, bp3mi, gate, teach, second, issuer, *guards)


def proof_row(dossier: Dossier, kind: str, by: Actor | None, **fields: Any) -> Evidence:
    """A verified proof, not stored yet, by an officer or (None) as an import left it."""
    today = clock.today()
    days = VALID_DAYS.get(kind)
    values: dict[str, Any] = {
        "issued_on": today - timedelta(days=5),
        "valid_until": today + timedelta(days=days) if days else None,
        "values": VALUES.get(kind, {}),
        "origin": "desk" if by else "import:siskotkln",
        "state": "verified",
    }
    if kind == "passport":
        values["number"] = sealed.seal(dossier.person_id, {"number": PASSPORT})["number"]
        values["number_digest"] = sealed.blind("passport", PASSPORT)
    return Evidence(
        subject=dossier.pk, owner=dossier.person_id, kind=kind, decided_at=clock.now(),
        decided_by=by and by.account_id, decided_by_holder=by and by.holder_id,
        decided_by_unit=by and by.unit_id, **{**values, **fields},
    )  # fmt: skip


def proof(dossier: Dossier, kind: str, by: Actor | None, **fields: Any) -> None:
    """A verified proof on file."""
    with world.as_owner():
        proof_row(dossier, kind, by, **fields).save(force_insert=True)


def file_with(at: Stage, *more: str, without: Collection[str] = (), by: Actor | None = None, **fields: Any) -> Dossier:
    """A file with every paper verified by the labour office but those left out; ``more`` are further proofs."""
    order = builders.order_of(at.here, occupation_id="5322")
    dossier = builders.dossier_of(at.here, order, **fields)
    kinds = [kind for kind in (*PAPERS, *more) if kind not in without]
    with world.as_owner():
        Evidence.objects.bulk_create([proof_row(dossier, kind, by or at.checker) for kind in kinds])
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, at.bp3mi.pk, "service")
    return dossier


def a_class(at: Stage, seats: int = 2, **fields: Any) -> OrientationClass:
    """A class of ten lesson hours, tomorrow."""
    start = fields.pop("starts_at", clock.now() + timedelta(days=1))
    values: dict[str, Any] = {
        "office": at.bp3mi, "room": f"Ruang {ids.reference(4)}", "starts_at": start,
        "ends_at": start + timedelta(hours=8), "hours": 10, "capacity": seats, "scheme": builders.scheme(), **fields,
    }  # fmt: skip
    with world.as_owner():
        return OrientationClass.objects.create(**values)


def seat_of(at: Stage, dossier: Dossier, row: OrientationClass, **fields: Any) -> SeatClaim:
    """A seat as a booking left it: the hosting office sees file and person."""
    with world.as_owner():
        OrientationClass.objects.filter(pk=row.pk).update(taken=row.taken + 1)
        row.refresh_from_db()
        return SeatClaim.objects.create(holder=dossier.pk, counter=row, **{"state": "confirmed", **fields})


def over(at: Stage, minutes_ago: int = 60, **fields: Any) -> OrientationClass:
    """A class of eight hours that ended so many minutes ago."""
    ended = clock.now() - timedelta(minutes=minutes_ago)
    return a_class(at, starts_at=ended - timedelta(hours=8), ends_at=ended, **fields)


def card_of(at: Stage, dossier: Dossier) -> Card:
    """A card, issued by the action."""
    answer = run(IssueCard(dossier_id=dossier.pk), at.issuer)
    return stored(Card, UUID(str(answer["card_id"])))


def stored(model: type[Any], pk: object) -> Any:
    """A row as it stands, around the wall."""
    with world.as_owner():
        return model.objects.get(pk=pk)


def has_passport(dossier: Dossier, number: str = PASSPORT) -> None:
    """The passport as an identifier of the person."""
    with world.as_owner():
        Identifier.objects.create(
            person_id=dossier.person_id, kind="passport", digest=sealed.blind("passport", number), sealed=b"x"
        )


def tomorrow() -> date:
    """The next legal day."""
    return clock.today() + timedelta(days=1)
