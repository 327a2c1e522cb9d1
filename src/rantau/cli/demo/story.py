"""One person's journey told through the actions, from the counter to the arrival report, as far as it got.

Each step happens on its own day of the past (``clock.as_of``); nothing is written around the actions.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from rantau.cli.demo.cast import acting, open_own_account
from rantau.cli.demo.synthetic import SyntheticPerson
from rantau.kernel import clock
from rantau.kernel.actions import Answer, Command, run
from rantau.kernel.actors import Actor
from rantau.placement.agreements.actions import (
    AcknowledgeContract,
    DraftContract,
    EndorseContract,
    ProposeSelection,
    SignPlacement,
    WitnessSelection,
)  # fmt: skip
from rantau.placement.clearance.actions import IssueCard
from rantau.placement.departure.actions import CheckAtGate, FindForGate, RecordDeparture, ReportArrival
from rantau.placement.documents.actions import AttachPhoto, DecideEvidence, FileEvidence
from rantau.placement.dossiers.actions import OpenDossier, SetDepartureDate, ShareFile
from rantau.placement.money.actions import AcknowledgeCostStatement, IssueCostStatement
from rantau.placement.orientation.actions import (
    ApproveAttendance,
    BookSeat,
    IssueCertificate,
    MarkAttendance,
    PlanClass,
)
from rantau.registry.offices.models import Unit
from rantau.registry.people.actions import ConfirmRegistration, RegisterAtDesk, VerifyIdentity
from rantau_verify.mrz import Mrz, build, keyed_passport

MARITAL = {"unmarried": "single"}
CITIES = {"TW": "Taichung", "HK": "Kowloon", "MY": "Johor Bahru", "SG": "Singapura", "BN": "Bandar Seri Begawan"}


@dataclass(frozen=True, slots=True)
class Order:
    """A permit the demo recruits for."""

    agency: UUID
    permit: UUID
    country: str
    occupation: str
    position: str
    employer: str
    mission: str
    currency: str
    wage: int
    months: int
    agency_officer: str


@dataclass(slots=True)
class Story:
    """One journey: who, for which order, at which office, begun on which day."""

    who: SyntheticPerson
    order: Order
    begun: date
    registrar: str = "loket"
    desk: str = "loket"
    office: str = "disnaker-36.04"
    verifier: str = "verifikator"
    placer: str = "pengantar"
    photo: bytes = b""
    today: date = field(default_factory=clock.today)
    person: UUID | None = None
    dossier: UUID | None = None
    day: int = 0
    fingerprint: str = ""

    def do(self, username: str | Actor, command: Command) -> Answer:
        """Let somebody act on the story's present day."""
        with self._then():
            return run(command, acting(username) if isinstance(username, str) else username)

    @contextmanager
    def _then(self) -> Iterator[None]:
        moment = self.moment()
        if moment >= clock.now():
            yield
            return
        with clock.as_of(moment):
            yield

    def moment(self) -> datetime:
        """The story's present moment: ten o'clock in Jakarta of its present day, never later than now."""
        return datetime.combine(min(self.on, self.today), time(10), clock.JAKARTA)

    @property
    def on(self) -> date:
        """The story's present day."""
        return self.begun + timedelta(days=self.day)

    @property
    def herself(self) -> Actor:
        """The person acting on her own account is a unit of her own."""
        return acting(self.username)

    @property
    def username(self) -> str:
        """Her sign-in name in the demo."""
        return f"calon{self.who.number:03d}"


def register(story: Story) -> None:
    """She is registered at the counter, reads the summary and confirms it."""
    who = story.who
    answer = story.do(
        story.registrar,
        RegisterAtDesk(
            name=who.name, sex=who.sex, birth_date=who.birth_date, birth_place=who.birth_place,
            marital=MARITAL.get(who.marital_status, who.marital_status), education=who.education,
            home=who.village_code, address=who.address, nik=who.nik or "", phone=who.phone,
        ),
    )  # fmt: skip
    if answer["likely_same"]:
        raise LookupError("the demo's persons must not look like one another")
    story.person = UUID(str(answer["person_id"]))
    story.do(story.registrar, ConfirmRegistration(person_id=story.person, how="signed"))
    open_own_account(story.username, story.person, who.name)


def open_file(story: Story) -> None:
    """Her dossier is opened at the same counter."""
    answer = story.do(
        story.registrar,
        OpenDossier(
            person_id=story.person,
            handling_id=Unit.objects.get(code=story.office).id,
            service_reason="home",
            referral="none",
            agency_id=story.order.agency,
        ),
    )
    story.dossier = UUID(str(answer["dossier"]))


def hand_in(story: Story, kind: str, *, decide: bool = True, by: str = "", **entries: object) -> None:
    """A document is handed in and, unless left waiting, accepted by the verifier."""
    said = story.do(by or story.desk, FileEvidence(dossier_id=story.dossier, kind=kind, **entries))
    if decide:
        story.do(story.verifier, DecideEvidence(evidence_id=said["evidence"], accept=True))


def first_papers(story: Story) -> None:
    """Identity and family papers, and the photograph."""
    number = story.who.nik or f"SEM-{story.who.number:06d}"
    if story.who.nik:
        story.do(story.verifier, VerifyIdentity(person_id=story.person, document="ktp"))
        hand_in(story, "ktp", number=number, name=story.who.name)
    hand_in(story, "kk", number=f"36040{story.who.number:011d}")
    said = story.do(story.desk, AttachPhoto(dossier_id=story.dossier, content=story.photo))
    story.do(story.verifier, DecideEvidence(evidence_id=said["evidence"], accept=True))


def select(story: Story) -> None:
    """The agency proposes her, an officer of the labour office witnesses the selection."""
    story.do(story.order.agency_officer, ProposeSelection(dossier_id=story.dossier, permit_id=story.order.permit))
    story.do(story.placer, WitnessSelection(dossier_id=story.dossier))


def costs(story: Story) -> None:
    """She is told what everything costs and who pays, and says that she has understood."""
    said = story.do(story.placer, IssueCostStatement(dossier_id=story.dossier))
    story.do(
        story.placer,
        AcknowledgeCostStatement(dossier_id=story.dossier, statement_id=said["statement"], confirmation="signed_paper"),
    )


def sign(story: Story) -> None:
    """The placement agreement is signed before an officer and takes one quota place."""
    story.do(story.placer, SignPlacement(dossier_id=story.dossier, permit_id=story.order.permit))


def choose_clinic(story: Story) -> None:
    """She chooses where she will be examined; the clinic sees her file from then on."""
    clinic = Unit.objects.get(code="clinic-1")
    story.do(story.herself, ShareFile(dossier_id=story.dossier, unit_id=clinic.pk))


def health(story: Story) -> None:
    """A clinic examines her; its certificates hold three months."""
    for kind in ("medical", "psychology"):
        hand_in(
            story, kind, number=f"KCS/{story.who.number:04d}/{kind[:3].upper()}", issued_on=story.on,
            values={"result": "fit", "examined_by": "clinic-1", "issued_by": "clinic-1"},
        )  # fmt: skip


def other_papers(story: Story) -> None:
    """Marital status, family permit, competence."""
    hand_in(story, "marital_status", number=f"KUA-{story.who.number:05d}", issued_on=story.on)
    hand_in(story, "family_permit", issued_on=story.on)
    hand_in(story, "competence", number=f"LSP-{story.who.number:05d}", issued_on=story.on,
            valid_until=story.on + timedelta(days=1095))  # fmt: skip


def passport_number(story: Story) -> str:
    """Her invented passport number."""
    return story.who.passport or f"Z{7_000_000 + story.who.number}"


def passport(story: Story) -> None:
    """Her passport, read from its machine-readable zone."""
    ends = story.on + timedelta(days=3650)
    bound = keyed_passport(passport_number(story), "IDN", f"{story.who.birth_date:%y%m%d}", f"{ends:%y%m%d}")
    zone = build(Mrz("IDN", story.who.name.upper(), "", bound, story.who.sex.upper()))
    hand_in(story, "passport", mrz="\n".join(zone), number=bound.number, issued_on=story.on, valid_until=ends)


def draft(story: Story) -> None:
    """The agency drafts the contract."""
    order = story.order
    drafted = story.do(
        order.agency_officer,
        DraftContract(
            dossier_id=story.dossier, employer_name=order.employer,
            employer_address=f"Jalan Contoh 1, {CITIES.get(order.country, order.country)}",
            position=order.position, duties=f"Bekerja sebagai {order.position.lower()} di satu tempat kerja.",
            currency=order.currency, wage=order.wage, pay_day=5, hours_per_day=8, rest_days_per_month=4,
            medical_paid_by="insurance", ticket_home_paid_by="employer", insurance="Asuransi setempat dan BPJS",
            safety="Alat pelindung disediakan pemberi kerja.", months=order.months,
        ),
    )  # fmt: skip
    story.fingerprint = str(drafted["fingerprint"])


def endorse(story: Story) -> None:
    """The mission endorses the contract it has read."""
    order = story.order
    story.do(order.mission, EndorseContract(dossier_id=story.dossier, fingerprint=story.fingerprint))


def acknowledge(story: Story) -> None:
    """She reads the contract in her language and accepts it."""
    story.do(
        story.herself,
        AcknowledgeContract(dossier_id=story.dossier, fingerprint=story.fingerprint, language="id", understood=True),
    )


def insure(story: Story) -> None:
    """BPJS answers that both parts of the social security are paid."""
    hand_in(story, "social_security_before", number=f"KPJ{story.who.number:08d}", issued_on=story.on)
    hand_in(story, "social_security_during", number=f"KPM{story.who.number:08d}", issued_on=story.on,
            valid_until=story.on + timedelta(days=31 * story.order.months + 90),
            values={"months": story.order.months})  # fmt: skip


def visa(story: Story) -> None:
    """The work visa, for the employer and work of the contract."""
    hand_in(story, "visa", number=f"{story.order.country}V{story.who.number:06d}", issued_on=story.on,
            valid_until=story.on + timedelta(days=31 * story.order.months + 60))  # fmt: skip


def orientation(story: Story) -> None:
    """A seat, a day in class, attendance by two officers, the certificate."""
    seat = book(story)
    story.day += 2
    story.do("instruktur", MarkAttendance(seat_id=seat, minutes=600))
    story.do("instruktur2", ApproveAttendance(seat_id=seat))
    story.do("instruktur", IssueCertificate(seat_id=seat))


def book(story: Story) -> UUID:
    """A class tomorrow and a seat in it."""
    starts = datetime.combine(story.on + timedelta(days=1), time(8), clock.JAKARTA)
    hall = acting("instruktur")
    made = story.do(
        hall,
        PlanClass(office_id=hall.unit_id, room=f"Aula {story.who.number}", starts_at=starts,
                  ends_at=starts + timedelta(hours=10), hours=10, seats=20),
    )  # fmt: skip
    said = story.do(story.desk, BookSeat(dossier_id=story.dossier, class_id=made["class_id"]))
    return UUID(str(said["seat_id"]))


def card(story: Story) -> None:
    """Another person of another unit issues the card."""
    story.do(story.placer, SetDepartureDate(dossier_id=story.dossier, departs_on=story.today + timedelta(days=3)))
    story.do("penerbit-bp3mi", IssueCard(dossier_id=story.dossier))


def pregnancy(story: Story) -> None:
    """The test of the last days, for women."""
    story.day = (story.today - story.begun).days
    if story.who.sex == "f":
        hand_in(story, "pregnancy_test", issued_on=story.on, values={"result": "negative"})


def depart(story: Story) -> None:
    """She passes the gate and flies."""
    story.day = (story.today - story.begun).days
    story.do("gerbang", FindForGate(passport=passport_number(story)))
    checked = story.do("gerbang", CheckAtGate(dossier_id=story.dossier, flight="GA870", airport="CGK"))
    story.do("gerbang", RecordDeparture(check_id=checked["check_id"], flight="GA870", airport="CGK"))


def arrive(story: Story) -> None:
    """She reports that she has arrived."""
    story.do(story.herself, ReportArrival(dossier_id=story.dossier, arrived_on=story.today))


Step = tuple[str, int, Callable[[Story], None]]
JOURNEY: tuple[Step, ...] = (
    ("registered", 0, register),
    ("opened", 0, open_file),
    ("identified", 2, first_papers),
    ("selected", 5, select),
    ("told_costs", 1, costs),
    ("signed", 2, sign),
    ("clinic", 1, choose_clinic),
    ("examined", 2, health),
    ("papers", 3, other_papers),
    ("passport", 4, passport),
    ("drafted", 4, draft),
    ("contract", 2, endorse),
    ("acknowledged", 2, acknowledge),
    ("insured", 1, insure),
    ("visa", 5, visa),
    ("oriented", 3, orientation),
    ("card", 1, card),
    ("tested", 0, pregnancy),
    ("departed", 0, depart),
    ("arrived", 0, arrive),
)
MILESTONES = tuple(name for name, _days, _step in JOURNEY)


def tell(story: Story, until: str) -> Story:
    """Tell the journey up to and including one milestone.

    Raises:
        ValueError: no such milestone.
    """
    last = MILESTONES.index(until)
    for _name, days, step in JOURNEY[: last + 1]:
        story.day += days
        step(story)
    return story
