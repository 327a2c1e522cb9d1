"""A small market: an agency with a licence, an employer, a mission, an order, a permit, a candidate with a dossier."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from rantau.kernel import clock, ids
from rantau.kernel.actions import Answer, Command, run
from rantau.kernel.actors import Actor, Role
from rantau.kernel.evidence import Statement
from rantau.kernel.models import Evidence, JournalEntry, OutboxMessage, TallyFact
from rantau.kernel.refusals import Refused
from rantau.placement.demand.models import JobOrder, Permit, PermitQuota
from rantau.placement.dossiers.models import Dossier
from rantau.registry.agencies.models import Agency, Licence
from rantau.registry.employers.models import Employer
from rantau.registry.offices.models import OFFICES, Unit
from rantau.registry.packs.models import PackVersion
from rantau.registry.packs.selectors import rulebook
from rantau.registry.places.models import Country
from rantau.rulebook.dump import dump_pack
from rantau.rulebook.loader import INDONESIA, load_pack
from tests import world

YEAR = timedelta(days=365)


def scheme() -> str:
    """The scheme of placement through an agency, as the rulebook names it."""
    return rulebook().packs[-1].schemes[0].code


@cache
def _shipped() -> tuple[tuple[str, date, dict[str, str], str], ...]:
    packs = [load_pack(folder) for folder in sorted(INDONESIA.glob("pack-*"))]
    return tuple((pack.version, pack.head.effective_from, dump_pack(pack), pack.hash) for pack in packs)


def rules() -> None:
    """The rulebook as shipped, in force. Written directly: importing is tested where it lives, and costs 0.3 s."""
    with world.as_owner():
        for version, effective_from, files, digest in _shipped():
            PackVersion.objects.get_or_create(
                version=version,
                defaults={
                    "effective_from": effective_from, "files": files, "digest": digest, "approved_at": clock.now(),
                },
            )  # fmt: skip


@dataclass(slots=True)
class Market:
    """Everybody in one order: units, and an officer of each who may act."""

    agency: Agency
    mission: Unit
    ministry: Unit
    office: Unit
    employer: Employer
    agent: Actor
    consul: Actor
    minister: Actor
    officer: Actor


def licensed(agency: Agency, first: date | None = None, last: date | None = None) -> Licence:
    """A licence from a year ago for two years unless said otherwise (dates inclusive)."""
    today = clock.today()
    during = DateRange(first or today - YEAR, (last or today + YEAR) + timedelta(days=1))
    with world.as_owner():
        return Licence.objects.create(agency=agency, number=f"SIP3MI-{ids.reference(6)}", during=during)


def agency(name: str = "PT Contoh Samudra", *, licence: bool = True) -> Agency:
    """An invented agency."""
    unit = world.unit("agency", name=f"{name} {ids.reference(4)}")
    with world.as_owner():
        row = Agency.objects.create(unit=unit, deposit=1_500_000_000)
    if licence:
        licensed(row)
    return row


def agent_of(row: Agency, unit: Unit | None = None) -> Actor:
    """An officer of an agency, or of one of its branches."""
    return world.actor(unit or row.unit, Role.AGENCY_OFFICER)


def official(unit: Unit, *roles: Role) -> Actor:
    """Somebody in a government office: sees what every office sees."""
    return world.actor(unit, *roles, units=(OFFICES,))


def country(code: str) -> Country:
    """A country of the reference table."""
    with world.as_owner():
        return Country.objects.get(pk=code)


def market(country_code: str = "TW", kind: str = "legal_entity") -> Market:
    """An agency, a mission, the ministry, a labour office and an employer, with an officer of each."""
    row = agency()
    mission, ministry, office = world.unit("mission"), world.unit("ministry"), world.unit("disnaker")
    with world.as_owner():
        employer = Employer.objects.create(
            name=f"Panti Contoh {ids.reference(4)}", country=country(country_code), city="Taichung", kind=kind
        )
    return Market(
        row, mission, ministry, office, employer, agent_of(row), official(mission, Role.MISSION_OFFICER),
        official(ministry, Role.MINISTRY_OFFICER), official(office, Role.PLACEMENT_OFFICER),
    )  # fmt: skip


def order_of(here: Market, **fields: Any) -> JobOrder:
    """A verified order of that market."""
    values: dict[str, Any] = {
        "agency": here.agency, "employer": here.employer, "mission": here.mission, "number": f"JO-{ids.reference(6)}",
        "scheme": scheme(), "country_id": here.employer.country_id, "occupation_id": "5322",
        "position": "Perawat lansia", "female": 2, "male": 1, "mixed": 1, "currency": "TWD", "wage": 29500,
        "months": 36, "state": "verified", "submitted_by_holder": here.agent.holder_id, "decided_at": clock.now(),
        "decided_by_holder": here.consul.holder_id, "valid_until": clock.today() + YEAR, **fields,
    }  # fmt: skip
    with world.as_owner():
        row = JobOrder(**values)
        for unit in (here.agency.pk, OFFICES):
            world.grant(row.pk, unit, "job_order")
    with world.as_owner():
        row.save(force_insert=True)
    return row


def permit_of(order: JobOrder, places: dict[str, int] | None = None, **fields: Any) -> Permit:
    """A granted permit in its term with so many places per pocket."""
    today = clock.today()
    values: dict[str, Any] = {
        "job_order": order, "number": f"B.{ids.reference(6)}/SIP2MI", "state": "granted", "decided_at": clock.now(),
        "valid_from": today - timedelta(days=30), "valid_until": today + YEAR, **fields,
    }  # fmt: skip
    with world.as_owner():
        row = Permit.objects.create(**values)
        for pocket, capacity in (places or {"f": 1, "x": 1}).items():
            PermitQuota.objects.create(permit=row, pocket=pocket, capacity=capacity)
    return row


def dossier_of(here: Market, order: JobOrder | None = None, **fields: Any) -> Dossier:
    """A candidate's file at the labour office, with the agency, whose referrer question is answered."""
    person = fields.pop("person", None) or world.person(seen_by=here.office, sex=fields.pop("sex", "f"))
    world.grant(person.pk, here.agency.pk, "agency")
    values: dict[str, Any] = {
        "number": ids.reference(10), "person": person, "scheme": scheme(), "opened_on": clock.today(),
        "agency": here.agency, "handling": here.office, "referral": "none", "job_order": order,
        "country_id": order and order.country_id, "occupation_id": order and order.occupation_id,
        "employer_kind": here.employer.kind if order else "", "months": order and order.months, **fields,
    }  # fmt: skip
    with world.as_owner():
        row = Dossier.objects.create(**values)
    for unit in (person.pk, here.office.pk, here.agency.pk):
        world.grant(row.pk, unit)
    return row


def proven(dossier: Dossier, *whats: Statement, state: str = "verified") -> None:
    """Evidence as the past left it."""
    with world.as_owner():
        for what in whats:
            Evidence.objects.create(
                subject=dossier.pk, owner=dossier.person_id, kind=what.kind, values=dict(what.values),
                issued_on=what.issued_on, valid_until=what.valid_until, origin=what.origin, state=state,
                stated_by_unit=dossier.agency_id, decided_at=clock.now() if state != "stated" else None,
            )  # fmt: skip


READY = ("account", "ktp", "kk", "photo")


def ready_to_sign(here: Market, order: JobOrder, permit: Permit, **fields: Any) -> Dossier:
    """A file in which everything before the signature is in place."""
    dossier = dossier_of(here, order, **fields)
    early = [Statement(kind, "desk", issued_on=clock.today()) for kind in READY]
    proven(dossier, *early, selected(permit), Statement("cost_statement", "self", issued_on=clock.today()))
    return dossier


def selected(permit: Permit) -> Statement:
    """A selection for this permit."""
    return Statement("selection", "agency", issued_on=clock.today(), values={"permit": str(permit.pk)})


def refused(command: Command, actor: Actor) -> str:
    """Run what must be refused; returns the code, after seeing one journal note of it and no act done."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(command).__name__).lower()
    notes, acts = len(journal(name, "refused")), len(journal(name))
    with pytest.raises(Refused) as answer:
        run(command, actor)
    code = answer.value.refusal.code
    assert [entry.code for entry in journal(name, "refused")[notes:]] == [code]
    assert len(journal(name)) == acts
    return code


def done(command: Command, actor: Actor) -> Answer:
    """Run what must succeed."""
    return run(command, actor)


def journal(name: str, outcome: str = "done") -> list[JournalEntry]:
    """Entries of an action, around the wall."""
    with world.as_owner():
        return list(JournalEntry.objects.filter(action=name, outcome=outcome).order_by("number"))


def sent(template: str) -> list[OutboxMessage]:
    """Messages of a template, around the wall."""
    with world.as_owner():
        return list(OutboxMessage.objects.filter(template=template))


def counted(kind: str) -> list[dict[str, str]]:
    """Dimensions of the statistical facts of a kind."""
    with world.as_owner():
        return list(TallyFact.objects.filter(kind=kind).values_list("dims", flat=True))


def evidence_of(dossier_id: UUID, kind: str) -> list[Evidence]:
    """Evidence of a kind about a file, oldest first, around the wall."""
    with world.as_owner():
        return list(Evidence.objects.filter(subject=dossier_id, kind=kind).order_by("stated_at", "id"))
