"""Arranges a world for a test: rows written around the wall, as an import or the past would have left them.

Only arranging happens here. What is tested goes through actions, selectors and pages, as the application's role.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from rantau.kernel import clock, ids, sealed
from rantau.kernel.actors import Actor, Kind, Role
from rantau.kernel.models import AccessGrant
from rantau.registry.accounts.models import Account
from rantau.registry.offices.models import Unit
from rantau.registry.people.models import Person
from rantau.registry.places.models import Country, Occupation, Province, Regency


@contextmanager
def as_owner() -> Iterator[None]:
    """Step out of the application's role (and so out of row security) for a moment."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        yield
        cursor.execute("SET ROLE rantau_app")


def without(change: str) -> None:
    """Take a protection of the database away until the test ends, for its control."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(change)


def places() -> None:
    """A handful of places, the same in every test."""
    Province.objects.get_or_create(code="36", defaults={"name": "Banten"})
    Province.objects.get_or_create(code="31", defaults={"name": "DKI Jakarta"})
    Regency.objects.get_or_create(code="36.04", defaults={"province_id": "36", "name": "Kabupaten Serang"})
    Regency.objects.get_or_create(code="36.71", defaults={"province_id": "36", "name": "Kota Tangerang"})
    for code, name_id, name_en, zone in (
        ("ID", "Indonesia", "Indonesia", "Asia/Jakarta"),
        ("TW", "Taiwan", "Taiwan", "Asia/Taipei"),
        ("MY", "Malaysia", "Malaysia", "Asia/Kuala_Lumpur"),
    ):
        Country.objects.get_or_create(code=code, defaults={"name_id": name_id, "name_en": name_en, "time_zone": zone})
    Occupation.objects.get_or_create(code="5322", defaults={"title_id": "Perawat lansia", "title_en": "Caregiver"})
    Occupation.objects.get_or_create(code="9111", defaults={"title_id": "Pekerja rumah tangga", "title_en": "Domestic"})


def unit(kind: str = "disnaker", parent: Unit | None = None, **fields: Any) -> Unit:
    """A unit of some kind, in Kabupaten Serang unless said otherwise."""
    with as_owner():
        places()
        name = fields.pop("name", f"{kind} {ids.reference(4)}")
        regency = None if kind in ("ministry", "mission") else "36.04"
        defaults = {"regency_id": regency, "province_id": regency and "36"}
        return Unit.objects.create(
            code=ids.reference(10), kind=kind, parent=parent, name=name, **{**defaults, **fields}
        )


def actor(at: Unit, *roles: Role, holder: UUID | None = None, units: tuple[UUID, ...] = ()) -> Actor:
    """Somebody with these roles in a unit, with an account behind her."""
    with as_owner():
        account = Account.objects.create(
            username=ids.reference(12).lower(), name="Petugas Contoh", holder=holder or ids.new_id(), password="!"
        )
    return Actor(
        Kind.PERSON,
        account_id=account.id,
        holder_id=account.holder,
        posting_id=ids.new_id(),
        unit_id=at.id,
        units=(at.id, *units),
        roles=frozenset(roles),
    )


def grant(subject: UUID, to: UUID, basis: str = "handling", since: datetime | None = None) -> None:
    """A grant of sight, as of an hour ago unless said otherwise."""
    with as_owner():
        AccessGrant.objects.create(
            subject=subject, unit=to, basis=basis, valid_from=since or clock.now() - timedelta(hours=1)
        )


def person(seen_by: Unit | None = None, **fields: Any) -> Person:
    """A person (a woman born in 1999, married) whom a unit may see."""
    with as_owner():
        places()
        values: dict[str, Any] = {
            "number": ids.reference(10),
            "name": "Wulan Contoh",
            "name_key": "WULAN CONTOH",
            "sex": "f",
            "birth_date": date(1999, 3, 4),
            "marital": "married",
            "regency_id": "36.04",
            "registered_at": clock.now() - timedelta(days=30),
        }
        row = Person.objects.create(**{**values, **fields})
        AccessGrant.objects.create(subject=row.id, unit=row.id, basis="self", valid_from=row.registered_at)
        sealed.seal(row.id, {})
    if seen_by:
        grant(row.id, seen_by.id)
    return row


def herself(someone: Person) -> Actor:
    """The person acting on her own account."""
    with as_owner():
        account, _ = Account.objects.get_or_create(
            person=someone.id, defaults={"username": ids.reference(12).lower(), "name": someone.name, "password": "!"}
        )
    return Actor(
        Kind.PERSON,
        account_id=account.id,
        holder_id=account.holder,
        person_id=someone.id,
        unit_id=someone.id,
        units=(someone.id,),
        roles=frozenset({Role.CANDIDATE}),
    )
