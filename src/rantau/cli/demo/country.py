"""The demo country: agencies, orders and dossiers at every stage, told through the actions; the same for a seed.

At least one dossier in twenty is stuck, disputed, expired or moved, and one person comes from an old system in the
middle of her process.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle
from uuid import UUID

from PIL import Image, ImageDraw

from rantau.cli.demo import organisations
from rantau.cli.demo.cast import OFFICERS, Post, acting, build_offices, hire, name_as_before
from rantau.cli.demo.imported import NUMBER, bring_over
from rantau.cli.demo.story import MILESTONES, Order, Story, tell
from rantau.cli.demo.synthetic import SyntheticPerson, persons
from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Role
from rantau.placement.demand.actions import AskPermit, GrantPermit, PublishVacancy, SubmitJobOrder, VerifyJobOrder
from rantau.placement.documents.actions import DecideEvidence, FileEvidence
from rantau.placement.dossiers.actions import MoveDossier
from rantau.placement.dossiers.jobs import reassess_due
from rantau.placement.money.actions import RecordPayment
from rantau.registry.agencies.actions import OpenBranch, RecordLicence, RegisterAgency, RegisterReferrer
from rantau.registry.agencies.models import Agency
from rantau.registry.employers.actions import RegisterEmployer
from rantau.registry.facilities.actions import AppointFacility
from rantau.registry.offices.models import Unit
from rantau.registry.people.actions import RegisterAtDesk

PEOPLE = {"tiny": 40, "small": 200}


@dataclass(frozen=True, slots=True)
class Demand:
    """What one invented order asks for."""

    country: str
    occupation: str
    position: str
    kind: str
    mission: str
    currency: str
    wage: int
    months: int
    male: int
    female: int
    mixed: int


DEMANDS = (
    Demand("TW", "5322", "Perawat lansia", "legal_entity", "taipei", "TWD", 29_500, 36, 0, 30, 10),
    Demand("HK", "9111", "Pekerja rumah tangga", "individual", "hongkong", "HKD", 4_990, 24, 0, 40, 0),
    Demand("MY", "9211", "Pekerja perkebunan", "legal_entity", "kualalumpur", "MYR", 1_700, 24, 30, 5, 5),
    Demand("SG", "9111", "Pekerja rumah tangga", "individual", "singapura", "SGD", 650, 24, 0, 20, 0),
    Demand("BN", "5120", "Juru masak", "legal_entity", "bandarseribegawan", "BND", 600, 24, 5, 5, 10),
    Demand("JP", "5321", "Perawat", "legal_entity", "tokyo", "JPY", 190_000, 36, 5, 10, 5),
)


def populate(scale: str, seed: int) -> Iterator[str]:
    """Tell the whole demo country; yields a line per part."""
    units = build_offices()
    name_as_before(units)
    hire(OFFICERS, units)
    yield f"{len(units)} offices, {len(OFFICERS)} officers"
    appoint(units)
    orders = [recruit(number, demand) for number, demand in enumerate(DEMANDS)]
    yield f"{len(orders)} agencies with orders, permits and vacancies"
    cast = list(persons(PEOPLE[scale] + 4, seed))
    yield from tell_all(cast[:-4], orders)
    yield dispute(cast[-4], cast[-3])
    yield bring_over(replace(cast[-2], number=NUMBER), orders[0])
    yield f"{reassess_due()} dossiers assessed again"


def appoint(units: dict[str, Unit]) -> None:
    """Appoint the clinics and accredit the training body."""
    today = clock.today()
    for code in ("clinic-1", "clinic-2", "training-1"):
        run(
            AppointFacility(
                unit_id=units[code].id, number=f"PENUNJUKAN-CONTOH/{code}",
                valid_from=today - timedelta(days=400), valid_until=today + timedelta(days=700),
            ),
            acting("menteri"),
        )  # fmt: skip


def recruit(number: int, demand: Demand) -> Order:
    """One agency with licence, branch, referrer and an order that went all the way to a public vacancy."""
    invented = list(organisations.agencies(len(DEMANDS), 1))[number]
    minister, today = acting("menteri"), clock.today()
    agency = UUID(str(run(RegisterAgency(
        code=f"p3mi-{number + 1:02d}", name=invented.name, director=invented.director, deposit=1_500_000_000,
        regency=invented.regency_code, address=invented.address,
    ), minister)["agency"]))  # fmt: skip
    run(RecordLicence(agency_id=agency, number=invented.licence_number, valid_from=today - timedelta(days=300),
                      valid_until=today + timedelta(days=1200)), minister)  # fmt: skip
    officer = f"p3mi{number + 1}"
    unit = Unit.objects.get(pk=agency)
    hire((Post(officer, f"Staf Contoh {number + 1}", unit.code, (Role.AGENCY_OFFICER,)),), {unit.code: unit})
    run(OpenBranch(agency_id=agency, name=f"{invented.name} cabang Serang", regency="36.04"), acting(officer))
    run(RegisterReferrer(agency_id=agency, name=f"Perujuk Contoh {number + 1}", task_letter=f"ST-{number + 1}/2026"),
        acting(officer))  # fmt: skip
    return order_for(agency, officer, demand, number)


def order_for(agency: UUID, officer: str, demand: Demand, number: int) -> Order:
    """Job order → mission → permit → vacancy."""
    mission, today = acting(demand.mission), clock.today()
    employer = next(iter(organisations.employers(demand.country, 1, number + 1)))
    made = run(
        RegisterEmployer(name=employer.name, country=demand.country, city=employer.city, kind=demand.kind), mission
    )
    submitted = run(SubmitJobOrder(
        agency_id=agency, employer_id=made["employer"], mission_id=mission.unit_id,
        number=f"JO-CONTOH/{demand.country}/{number + 1:03d}", occupation=demand.occupation, position=demand.position,
        male=demand.male, female=demand.female, mixed=demand.mixed, currency=demand.currency, wage=demand.wage,
        months=demand.months, facilities="Tempat tinggal dan makan", needs="Sehat, jujur, mau belajar bahasa",
    ), acting(officer))  # fmt: skip
    run(VerifyJobOrder(job_order_id=submitted["job_order"], valid_until=today + timedelta(days=180)), mission)
    asked = run(AskPermit(job_order_id=submitted["job_order"]), acting(officer))
    run(GrantPermit(
        permit_id=asked["permit"], number=f"B.{430 + number}/SIP2MI-CONTOH/VI/2026",
        valid_from=today - timedelta(days=150), valid_until=today + timedelta(days=200),
        male=demand.male, female=demand.female, mixed=demand.mixed,
    ), acting("menteri"))  # fmt: skip
    run(PublishVacancy(permit_id=asked["permit"], closes_on=today + timedelta(days=90)), acting(officer))
    return Order(agency, UUID(str(asked["permit"])), demand.country, demand.occupation, demand.position, employer.name,
                 demand.mission, demand.currency, demand.wage, demand.months, officer)  # fmt: skip


def tell_all(cast: list[SyntheticPerson], orders: list[Order]) -> Iterator[str]:
    """Tell one journey per person, ending at every milestone in turn; every twentieth meets trouble."""
    photo, ends = portrait(), cycle(MILESTONES)
    for number, who in enumerate(cast):
        order = fitting(orders, who, number)
        one = Story(who, order, begun=clock.today() - timedelta(days=60), photo=photo)
        tell(one, next(ends))
        if number % 3 == 0 and one.dossier is not None:
            leave_waiting(one)
        if number % 10 == 9 and one.dossier is not None:
            trouble(one, number // 10)
    yield f"{len(cast)} journeys"


def fitting(orders: list[Order], who: SyntheticPerson, number: int) -> Order:
    """An order that has places for her sex and whose age she has; the plantation takes men as well."""
    if who.sex == "m":
        return orders[2]
    return orders[(0, 1, 0, 5, 4)[number % 5]]


def trouble(one: Story, kind: int) -> None:
    """Expired health certificate, a move to another office, a document refused, money wrongly charged."""
    troubles = (lapse, move, refuse_paper, overcharge)
    troubles[kind % len(troubles)](one)


def leave_waiting(one: Story) -> None:
    """Papers she has just handed in that nobody has looked at yet."""
    for kind in ("marital_status", "family_permit"):
        number = f"KUA-{one.who.number:05d}-B" if kind == "marital_status" else ""
        run(FileEvidence(dossier_id=one.dossier, kind=kind, number=number, issued_on=clock.today()), one.herself)


def lapse(one: Story) -> None:
    """The health certificate ended while she waited."""
    long_ago = clock.today() - timedelta(days=110)
    said = run(FileEvidence(dossier_id=one.dossier, kind="medical", number="KCS/LAMA", issued_on=long_ago,
                            values={"result": "fit", "examined_by": "clinic-1", "issued_by": "clinic-1"}),
               acting(one.desk))  # fmt: skip
    run(DecideEvidence(evidence_id=said["evidence"], accept=True), acting(one.verifier))


def move(one: Story) -> None:
    """Another office goes on with the file."""
    target = Unit.objects.get(code="disnaker-36.71")
    run(MoveDossier(dossier_id=one.dossier, office_id=target.id, reason="Pindah tempat tinggal ke Kota Tangerang."),
        acting(one.verifier))  # fmt: skip


def refuse_paper(one: Story) -> None:
    """A paper that cannot be used, with the five parts of a refusal."""
    said = run(FileEvidence(dossier_id=one.dossier, kind="family_permit", issued_on=clock.today()), acting(one.desk))
    run(DecideEvidence(evidence_id=said["evidence"], accept=False, rule="UU18-13-1-b", who="village",
                       seen="Surat belum diketahui kepala desa.", until=clock.today() + timedelta(days=7)),
        acting(one.verifier))  # fmt: skip


def overcharge(one: Story) -> None:
    """She paid for something that is not hers to bear."""
    run(RecordPayment(dossier_id=one.dossier, component="training", payer="candidate", payee="LPK Contoh Terampil",
                      amount=1_200_000, paid_on=clock.today() - timedelta(days=3)), acting(one.verifier))  # fmt: skip


def dispute(holder: SyntheticPerson, claimant: SyntheticPerson) -> str:
    """Two people bring the same NIK: the second registration succeeds and a dispute is opened."""
    nik = holder.nik or "3604015203990001"
    for who in (holder, claimant):
        run(RegisterAtDesk(
            name=who.name, sex=holder.sex, birth_date=holder.birth_date, marital="single", nik=nik,
            phone=who.phone, home=who.village_code,
        ), acting("loket"))  # fmt: skip
    return "1 disputed NIK"


def portrait() -> bytes:
    """A drawn portrait for invented people: nobody's photograph."""
    picture = Image.new("RGB", (300, 400), "#dde8ee")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((95, 80, 205, 200), fill="#2b6485")
    pen.pieslice((40, 220, 260, 560), 180, 360, fill="#2b6485")
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=80)
    return target.getvalue()


def is_empty() -> bool:
    """Tell whether the installation has no agency yet."""
    return not Agency.objects.exists()
