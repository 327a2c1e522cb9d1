"""The land of one example: offices, officers, an order with three places, and files at different points of the way."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, Kind, Role
from rantau.placement.demand.models import JobOrder, Permit
from rantau.placement.dossiers.actions import OpenDossier
from rantau.placement.dossiers.models import Dossier
from rantau.registry.people.actions import ConfirmRegistration, RegisterAtDesk
from rantau.registry.people.models import Person
from rantau.registry.places.models import Airport
from tests import world
from tests.placement import builders, last_steps

PLACES = {"f": 1, "x": 1}  # fewer than there are files: the last one is wanted by two
NAMES = ("Asri Contoh Wulandari", "Budi Contoh Santoso", "Citra Contoh Maharani", "Dewi Contoh Kusuma")
NIKS = ("3604014403999001", "3604010503999002", "3604014603999003", "3604014703999004")
STARTS = ("counter", "signature", "class", "card")
"""Where a file begins: at the counter, before the signature, before the class, before the card."""


@dataclass(slots=True)
class File:
    """One person's file as the example knows it."""

    number: int
    person: Person
    dossier: UUID
    herself: Actor


@dataclass(slots=True)
class Land:
    """Everybody in it, by name."""

    at: last_steps.Stage
    order: JobOrder
    permit: Permit
    cast: dict[str, Actor] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)

    def who(self, name: str, file: File) -> Actor:
        """Somebody by name; ``herself`` is the person of the file."""
        return file.herself if name == "herself" else self.cast[name]


def settle() -> Land:
    """Arrange a land without files."""
    at = last_steps.stage()
    with world.as_owner():
        Airport.objects.get_or_create(
            code="CGK", defaults={"name": "Soekarno-Hatta", "country_id": "ID", "time_zone": "Asia/Jakarta"}
        )
    order = builders.order_of(at.here, female=1, male=0, mixed=1)
    land = Land(at, order, builders.permit_of(order, PLACES))
    land.cast = _cast(at)
    return land


def _cast(at: last_steps.Stage) -> dict[str, Actor]:
    here = at.here
    verifier = world.actor(here.office, Role.VERIFIER)
    return {
        "registrar": world.actor(here.office, Role.REGISTRAR),
        "verifier": verifier,
        "placer": here.officer,
        "head": world.actor(here.office, Role.SUPERVISOR),
        "agent": here.agent,
        "consul": here.consul,
        "instructor": at.instructor,
        "second": at.second,
        "issuer": at.issuer,
        "twin": world.actor(at.bp3mi, Role.ISSUER, Role.VERIFIER, holder=verifier.holder_id),
        "neighbour": world.actor(here.office, Role.ISSUER),
        "guard": at.guard,
        "other_guard": at.other_guard,
        "stranger": world.actor(world.unit("disnaker"), *(role for role in Role if role is not Role.GATE_OFFICER)),
        "import": Actor(Kind.IMPORT, units=(here.office.pk,)),
    }


def add_file(land: Land, start: str) -> File:
    """Put one more file into the land."""
    number = len(land.files)
    made = _at_the_counter(land, number) if start == "counter" else _further_on(land, start)
    with world.as_owner():
        person = Person.objects.get(pk=made.person_id)
    file = File(number, person, made.pk, world.herself(person))
    land.files.append(file)
    return file


def _at_the_counter(land: Land, number: int) -> Dossier:
    """Registered and opened through the actions, by the agency's wish."""
    registrar = land.cast["registrar"]
    answer = run(
        RegisterAtDesk(
            name=NAMES[number], sex="m" if number == 1 else "f", birth_date=date(1999, 3, 4 + number),
            marital="married", home="36.04", nik=NIKS[number], phone=f"0840 0000 01{number:02d}",
        ),
        registrar,
    )  # fmt: skip
    run(ConfirmRegistration.model_validate({"person_id": answer["person_id"], "how": "signed"}), registrar)
    opening: dict[str, Any] = {
        "person_id": answer["person_id"],
        "referral": "none",
        "agency_id": land.at.here.agency.pk,
    }
    opened = run(OpenDossier.model_validate(opening), registrar)
    return last_steps.stored(Dossier, UUID(str(opened["dossier"])))  # type: ignore[no-any-return]


def _further_on(land: Land, start: str) -> Dossier:
    """Arranged as the past left it."""
    if start == "signature":
        return builders.ready_to_sign(land.at.here, land.order, land.permit)
    more = ("orientation",) if start == "card" else ()
    return last_steps.file_with(land.at, *more)
