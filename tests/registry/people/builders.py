"""Commands with sensible contents, and looks around the wall. Everybody here is made up."""

from datetime import date
from typing import Any

from rantau.kernel import ids
from rantau.kernel.actions import Answer, run
from rantau.kernel.actors import VISITOR, Actor, Role
from rantau.kernel.models import OutboxMessage
from rantau.kernel.refusals import Refusal, Refused
from rantau.registry.people.actions import RegisterAtDesk, RegisterOneself, SetNik
from rantau.registry.people.identities import number_of
from rantau.registry.people.models import Identifier, IdentityDispute, Person
from tests import world

NIK = "3604014403999001"
OTHER_NIK = "3604014403999002"
CODE = "AB23-CD45-EF67"
PASSWORD = "sawah-hijau-77"
QUICK_HASHER = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""Argon2 is slow on purpose; these tests are not about it."""


def contents(**changes: Any) -> dict[str, Any]:
    """The particulars of a woman born on 4 March 1999 in Kabupaten Serang."""
    return {
        "name": "Wulan Pratama", "sex": "f", "birth_date": date(1999, 3, 4), "marital": "married", "home": "36.04",
        "phone": "0840 0000 0123", **changes,
    }  # fmt: skip


def oneself(**changes: Any) -> RegisterOneself:
    return RegisterOneself(**contents(**{"form_id": ids.random_id(), "password": PASSWORD, **changes}))


def at_desk(**changes: Any) -> RegisterAtDesk:
    return RegisterAtDesk(**contents(**changes))


def officer(*roles: Role) -> Actor:
    return world.actor(world.unit(), *(roles or (Role.REGISTRAR,)))


def register(actor: Actor = VISITOR, **changes: Any) -> Person:
    """Register by oneself (a visitor) or at the desk of an officer, and return the row."""
    answer = run(oneself(**changes) if actor is VISITOR else at_desk(**changes), actor)
    return row(answer)


def row(answer: Answer) -> Person:
    with world.as_owner():
        return Person.objects.get(pk=str(answer["person_id"]))


def refusal_of(command: Any, actor: Actor) -> Refusal:
    try:
        run(command, actor)
    except Refused as refused:
        return refused.refusal
    raise AssertionError("was not refused")


def holder_with_nik(nik: str = NIK, **fields: Any) -> Person:
    """Somebody far away who holds a NIK."""
    office = world.unit()
    person = world.person(seen_by=office, **fields)
    run(SetNik(person_id=person.id, nik=nik), world.actor(office, Role.REGISTRAR))
    return person


def states(nik_holder: Person) -> list[str]:
    with world.as_owner():
        return list(Identifier.objects.filter(person=nik_holder, kind="nik").values_list("state", flat=True))


def plain_nik(person: Person) -> str:
    with world.as_owner():
        return number_of(person, "nik")


def disputes() -> list[IdentityDispute]:
    with world.as_owner():
        return list(IdentityDispute.objects.all())


def messages(template: str) -> list[OutboxMessage]:
    with world.as_owner():
        return list(OutboxMessage.objects.filter(template=template))
