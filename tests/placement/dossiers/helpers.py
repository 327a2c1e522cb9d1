"""Arranges dossiers for tests: a file on the line with whatever proofs a test needs, as the past would have left it."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from rantau.kernel import clock, ids
from rantau.kernel.actions import Tx, run
from rantau.kernel.actors import Actor, Kind, Role, scope
from rantau.kernel.evidence import Statement
from rantau.kernel.models import Evidence
from rantau.placement.dossiers import file
from rantau.placement.dossiers.actions import OpenDossier
from rantau.placement.dossiers.models import Dossier
from rantau.registry.offices.models import Unit
from rantau.registry.people.models import Person
from tests import world

FIT = {"result": "fit", "examined_by": "K1", "issued_by": "K1"}


def opened(office: Unit, person: Person | None = None, **fields: Any) -> Dossier:
    """A dossier opened at the counter of an office; ``fields`` are written into the row afterwards and judged."""
    person = person or world.person(seen_by=office)
    answer = run(OpenDossier(person_id=person.pk, referral="none"), world.actor(office, Role.REGISTRAR))
    if fields:
        with world.as_owner():
            Dossier.objects.filter(pk=answer["dossier"]).update(**fields)
        judged_again(answer["dossier"], office)
    return fresh(answer["dossier"])


def fresh(dossier: Any) -> Dossier:
    """The row as it stands now, with its person."""
    with world.as_owner():
        return Dossier.objects.select_related("person", "handling").get(pk=getattr(dossier, "pk", dossier))


def machine(office: Unit) -> Actor:
    """An import that sees what an office sees."""
    return Actor(Kind.IMPORT, holder_id=ids.new_id(), units=(office.pk,))


def judged_again(dossier_id: Any, office: Unit) -> None:
    """Judge a dossier anew, as the clock would."""
    with transaction.atomic(), scope(machine(office)):
        file.reassess(Tx(machine(office), clock.now()), file.lock(dossier_id))


def proved(dossier: Dossier, kind: str, *, verified: bool = True, ago: int = 10, **fields: Any) -> Evidence:
    """A proof in the dossier, issued so many days ago."""
    issued = clock.today() - timedelta(days=ago)
    actor = machine(dossier.handling)
    with transaction.atomic(), scope(actor):
        said = Statement(kind, fields.pop("origin", "desk"), issued_on=fields.pop("issued_on", issued), **fields)
        return file.prove(Tx(actor, clock.now()), file.lock(dossier.pk), said, verified=verified)


def in_days(days: int) -> date:
    """The legal date so many days from today."""
    return clock.today() + timedelta(days=days)
