"""Changes to agencies: licence, suspension, branches, referrers."""

from datetime import date, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from pydantic import Field

from rantau.kernel import ids
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.refusals import refuse
from rantau.registry.agencies.guards import require_may_act
from rantau.registry.agencies.models import Agency, Licence, Referrer, Suspension
from rantau.registry.offices import refusals as refusals
from rantau.registry.offices.models import Unit, UnitKind
from rantau.registry.places.selectors import is_known_regency

ONE_DAY = timedelta(days=1)


def lock(agency_id: UUID) -> Agency:
    """Return the agency with its row locked.

    Raises:
        Refused: ``not_found``.
    """
    agency = Agency.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=agency_id).first()
    return agency or refuse("not_found")


def term(first: date, last: date) -> DateRange:
    """Return a term of legal dates, both inclusive.

    Raises:
        Refused: ``dates_in_wrong_order``; ``invalid_input`` for the last day a calendar has, after which none comes.
    """
    if last < first:
        refuse("dates_in_wrong_order")
    if last == date.max:
        refuse("invalid_input", field="valid_until", reason="valid_until (date_too_late)")
    return DateRange(first, last + ONE_DAY)


class RegisterAgency(Command):
    """An agency that has asked for a licence; registering it licenses nothing."""

    code: str = Field(min_length=2, max_length=40)
    name: str = Field(min_length=3, max_length=160)
    director: str = Field(default="", max_length=120)
    deposit: int = Field(default=0, ge=0, le=10**13)
    regency: str | None = Field(default=None, max_length=5)
    address: str = Field(default="", max_length=300)


@action(
    roles={Role.MINISTRY_OFFICER}, reach=Reach.ANY, law=("UU18-54-DEPOSIT",), title=("Catat P3MI", "Register an agency")
)
def register_agency(tx: Tx, command: RegisterAgency) -> Answer:
    """Make the agency's unit and its record; ``deposit`` in whole rupiah."""
    if Unit.objects.filter(code=command.code).exists():
        refuse("agency_code_taken")
    if command.regency is not None:
        _require_regency(command.regency)
    unit = Unit.objects.create(
        code=command.code,
        kind=UnitKind.AGENCY,
        parent_id=tx.actor.unit_id,
        name=command.name,
        regency_id=command.regency,
        province_id=command.regency and command.regency[:2],
        address=command.address,
    )
    Agency.objects.create(unit=unit, director=command.director, deposit=command.deposit)
    tx.subject(unit.pk)
    return {"agency": str(unit.pk)}


def _require_regency(code: str) -> None:
    if not is_known_regency(code):
        refuse("unit_place_unknown", field="regency")


class RecordLicence(Command):
    """A licence (SIP3MI) given by the ministry; both dates inclusive."""

    agency_id: UUID
    number: str = Field(min_length=3, max_length=80)
    valid_from: date
    valid_until: date


@action(
    roles={Role.MINISTRY_OFFICER},
    reach=Reach.ANY,
    subject="agency_id",
    law=("SIP3MI-LIFE-5Y",),
    title=("Catat izin P3MI", "Record an agency's licence"),
)
def record_licence(tx: Tx, command: RecordLicence) -> Answer:
    """Add a licence; two at one time are refused by the table."""
    agency = lock(command.agency_id)
    during = term(command.valid_from, command.valid_until)
    licence = Licence.objects.create(agency=agency, number=command.number, during=during)
    return {"licence": str(licence.pk)}


class RecordSuspension(Command):
    """A suspension with its document, ground, term and scope; no countries means all business of the agency."""

    agency_id: UUID
    document: str = Field(min_length=3, max_length=80)
    ground: str = Field(min_length=5, max_length=300)
    valid_from: date
    valid_until: date
    countries: tuple[str, ...] = Field(default=(), max_length=60)


@action(
    roles={Role.MINISTRY_OFFICER},
    reach=Reach.ANY,
    subject="agency_id",
    law=("PERMEN4-2025-9",),
    title=("Catat skorsing P3MI", "Record an agency's suspension"),
)
def record_suspension(tx: Tx, command: RecordSuspension) -> Answer:
    """Suspend an agency from a day to a day. Its candidates are told by the rooms that know them, from the outbox."""
    agency = lock(command.agency_id)
    row = Suspension.objects.create(
        agency=agency,
        document=command.document,
        ground=command.ground,
        countries=sorted(set(command.countries)),
        during=term(command.valid_from, command.valid_until),
        made_by=tx.actor.account_id,
    )
    tx.tally("agency_suspended", agency.pk, scope="part" if command.countries else "all")
    tx.outbox("placement", "agency_suspended", agency=str(agency.pk), suspension=str(row.pk))
    return {"suspension": str(row.pk)}


class OpenBranch(Command):
    """A branch: a unit below the agency, without a licence of its own."""

    agency_id: UUID
    name: str = Field(min_length=3, max_length=160)
    regency: str = Field(min_length=5, max_length=5)
    address: str = Field(default="", max_length=300)


@action(
    roles={Role.AGENCY_OFFICER},
    reach=Reach.OWN_UNIT,
    subject="agency_id",
    law=("SIP3MI-LIFE-5Y",),
    title=("Buka cabang", "Open a branch"),
)
def open_branch(tx: Tx, command: OpenBranch) -> Answer:
    """Open a branch of a licensed agency that is not suspended."""
    agency = lock(command.agency_id)
    require_may_act(agency, tx.today)
    _require_regency(command.regency)
    unit = Unit.objects.create(
        code=ids.reference(10),
        kind=UnitKind.BRANCH,
        parent=agency.unit,
        name=command.name,
        regency_id=command.regency,
        province_id=command.regency[:2],
        address=command.address,
    )
    tx.subject(agency.pk, refs=(unit.pk,))
    return {"branch": str(unit.pk)}


class RegisterReferrer(Command):
    """Somebody who brings candidates to the agency, with the letter that gives her the task."""

    agency_id: UUID
    name: str = Field(min_length=3, max_length=120)
    task_letter: str = Field(default="", max_length=80)


@action(
    roles={Role.AGENCY_OFFICER},
    reach=Reach.OWN_UNIT,
    subject="agency_id",
    law=("UU18-72",),
    title=("Catat perujuk", "Register a referrer"),
)
def register_referrer(tx: Tx, command: RegisterReferrer) -> Answer:
    """Name a referrer: whoever brings candidates is known by name (a broker is never invisible)."""
    row = Referrer.objects.create(agency=lock(command.agency_id), name=command.name, task_letter=command.task_letter)
    return {"referrer": str(row.pk)}


class EndReferrer(Command):
    """The agency no longer works with this referrer."""

    referrer_id: UUID


def _agency_of_referrer(command: EndReferrer) -> UUID | None:
    return Referrer.objects.filter(pk=command.referrer_id).values_list("agency_id", flat=True).first()


@action(
    roles={Role.AGENCY_OFFICER},
    reach=Reach.OWN_UNIT,
    subject=_agency_of_referrer,
    law=("UU18-72",),
    title=("Akhiri perujuk", "End a referrer"),
)
def end_referrer(tx: Tx, command: EndReferrer) -> Answer:
    """End the work with a referrer today; those she brought stay known as brought by her."""
    row = Referrer.objects.select_for_update().get(pk=command.referrer_id)
    if row.ended_on is not None:
        refuse("changed_meanwhile")
    row.ended_on = tx.today
    row.save(update_fields=["ended_on"])
    tx.subject(row.agency_id, refs=(row.pk,))
    return {"ended_on": tx.today.isoformat()}
