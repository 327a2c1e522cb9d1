"""Registering: by oneself on a phone, or assisted at any desk. Nobody is turned away for a missing or a taken NIK."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.db import connection
from pydantic import Field

from rantau.kernel import ids, sealed
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import grant
from rantau.kernel.refusals import refuse
from rantau.registry.accounts import signin
from rantau.registry.accounts.hidden import Hidden
from rantau.registry.accounts.models import Account
from rantau.registry.people import fields, identities, matching, numbers, policies
from rantau.registry.people.actions import keeping
from rantau.registry.people.fields import NameText, PlaceCode
from rantau.registry.people.identifiers import Notice
from rantau.registry.people.matching import Candidate, Query
from rantau.registry.people.models import Person

LAW = ("UU18-13", "UU27-2022-20")
ConsentPurpose = Literal["credit", "training", "media", "family_messages"]
DocumentKind = Literal["ktp", "family_card", "birth_certificate", "diploma", "passport", "other"]
Relation = Literal["spouse", "parent", "child", "sibling", "guardian", "other"]


class NameOnDocument(Command):
    """A name exactly as one document writes it."""

    document: DocumentKind
    name: NameText


class KinEntry(Command):
    """Whom to call in need."""

    relation: Relation
    name: NameText
    phone: Annotated[Hidden, Field(max_length=40)] = ""


class Particulars(Command):
    """What is asked of everybody, and nothing more (CO-14). ``home`` is a regency, district or village code."""

    name: NameText
    sex: Literal["f", "m"]
    birth_date: date
    birth_place: Annotated[str, Field(max_length=80)] = ""
    marital: Literal["single", "married", "divorced", "widowed"]
    education: Annotated[str, Field(max_length=20, pattern=r"^[a-z_]*$")] = ""
    home: PlaceCode | Literal[""] = ""
    address: Annotated[Hidden, Field(max_length=300)] = ""
    nik: Annotated[Hidden, Field(max_length=40)] = ""
    phone: Annotated[Hidden, Field(max_length=40)] = ""
    document_names: Annotated[tuple[NameOnDocument, ...], Field(max_length=8)] = ()
    kin: Annotated[tuple[KinEntry, ...], Field(max_length=4)] = ()
    consents: tuple[ConsentPurpose, ...] = ()
    language: Literal["id", "en"] = "id"


class RegisterOneself(Particulars):
    """A visitor makes her record and her account. ``form_id`` is made by the form: sent twice, it acts once."""

    form_id: UUID
    phone: Annotated[Hidden, Field(min_length=5, max_length=40)]
    password: Annotated[Hidden, Field(max_length=128)]


class RegisterAtDesk(Particulars):
    """An officer enters the data of somebody in front of her.

    ``not_the_same`` lists the likely duplicates the person was asked about, with the reason why they are others.
    """

    passport: Annotated[Hidden, Field(max_length=20)] = ""
    not_the_same: Annotated[tuple[UUID, ...], Field(max_length=5)] = ()
    reason: Annotated[Hidden, Field(max_length=300)] = ""


class ConfirmRegistration(Command):
    """The summary was read and found right: by the person on her account, or on paper that she signed."""

    person_id: UUID
    how: Literal["self", "signed"]


@action(visitors=True, reach=Reach.ANY, law=LAW, title=("Daftar sendiri", "Register oneself"))
def register_oneself(tx: Tx, command: RegisterOneself) -> Answer:
    """Make person and account. The answer is the same whether or not the NIK, phone or person is known (promise F1).

    Refuses password_weak, invalid identifiers, too_many_tries.
    """
    phone = fields.read_phone(command.phone)
    signin.check_strength(command.password)
    person_id = _id_of_form(command.form_id)
    done = _done_before(person_id, command.password)
    if done is not None:
        return done
    person, query, notices = _read(tx, command, person_id)
    matching.look_for(tx, query)
    tx.see_too(person.id)
    person.confirmed_at, person.confirmed_how = tx.now, "self"
    _make(tx, command, person, query)
    account = signin.open_account(
        person.number, person.name, command.password, person=person.id, phone=phone, language=command.language
    )
    Person.objects.filter(pk=person.id).update(registered_by=account.id, stated_by_holder=account.holder)
    tx.outbox("sms", "welcome", recipient=person.id, number=person.number)
    tx.tally("registered", person.id, way="self", sex=person.sex, province=(person.regency_id or "")[:2])
    return _answer(person, notices)


def _id_of_form(form_id: UUID) -> UUID:
    """The person's id follows from the form, keyed, so that nobody can aim at an id that exists."""
    return UUID(bytes=sealed.blind("registration", str(form_id))[:16], version=4)


def _done_before(person_id: UUID, password: str) -> Answer | None:
    """Return the answer of the same form sent before; the second of two at once waits here for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(person_id)])
    account = Account.objects.filter(person=person_id).first()
    if account is None:
        return None
    if not account.check_password(password):
        refuse("key_reused")
    return {"person_id": str(person_id), "number": account.username, "notices": []}


@action(roles=policies.ASSISTING, reach=Reach.ANY, law=LAW, title=("Daftarkan di meja layanan", "Register at the desk"))
def register_at_desk(tx: Tx, command: RegisterAtDesk) -> Answer:
    """Make the person, unconfirmed until she confirms the summary, or answer with ``likely_same`` and make nobody.

    A NIK that another record holds makes the registration ``disputed`` and never stops it (CO-13).
    """
    person, query, notices = _read(tx, command, ids.new_id())
    likely = _unasked(command, matching.look_for(tx, query))
    if likely:
        return {"likely_same": [candidate.told() for candidate in likely]}
    person.registered_by, person.stated_by_holder = tx.actor.account_id, tx.actor.holder_id
    person.registered_unit_id = tx.actor.unit_id
    if tx.actor.unit_id is not None:
        grant(person.id, tx.actor.unit_id, "handling")
    _make(tx, command, person, query)
    tx.tally("registered", person.id, way="desk", sex=person.sex, province=(person.regency_id or "")[:2])
    return {**_answer(person, notices), "nik_state": person.nik_state, "likely_same": []}


def _unasked(command: RegisterAtDesk, found: tuple[Candidate, ...]) -> list[Candidate]:
    """Likely duplicates nobody has asked the person about. Who holds the very NIK is heard in a dispute instead."""
    asked = set(command.not_the_same) if command.reason else set()
    return [
        candidate
        for candidate in found
        if candidate.band != "different" and not candidate.holds_nik and candidate.person_id not in asked
    ]


def _read(tx: Tx, command: Particulars, person_id: UUID) -> tuple[Person, Query, tuple[Notice, ...]]:
    """Check everything before anything is looked up: a refusal here has told nothing about anybody."""
    born = fields.read_birth_date(command.birth_date, tx.today)
    nik = fields.read_nik(command.nik, tx.today, born, command.sex) if command.nik else None
    home = fields.read_home(command.home)
    passport = (
        fields.read_passport(command.passport) if isinstance(command, RegisterAtDesk) and command.passport else ""
    )
    person = Person(
        id=person_id, number=numbers.new_number(), name=command.name, name_key=fields.read_name(command.name),
        sex=command.sex, birth_date=born, birth_place=command.birth_place, marital=command.marital,
        education=command.education, regency_id=home.regency, district_id=home.district, village_id=home.village,
        language=command.language, registered_at=tx.now,
    )  # fmt: skip
    query = Query(
        nik=nik.number if nik else "", passport=passport,
        phone=fields.read_phone(command.phone) if command.phone else "", name=command.name, birth_date=born,
        sex=command.sex, regency=home.regency or "",
    )  # fmt: skip
    return person, query, nik.notices if nik else ()


def _make(tx: Tx, command: Particulars, person: Person, query: Query) -> None:
    """Write the person and what belongs to her. Her own grant comes first: rows behind the wall need it."""
    grant(person.id, person.id, "self")
    tx.subject(person.id, person=person.id)
    if command.address:
        person.address = sealed.seal(person.id, {"address": command.address})["address"]
    person.save(force_insert=True)
    for kind, number in (("nik", query.nik), ("passport", query.passport)):
        if number:
            state = identities.hold(tx, person, kind, number)
            person.nik_state = identities.NIK_STATE[state] if kind == "nik" else person.nik_state
    person.save(update_fields=["nik_state"])
    if query.phone:
        keeping.keep_contact(tx, person.id, "phone", query.phone, safe=True)
    for entry in command.document_names:
        keeping.keep_document_name(tx, person.id, entry.document, entry.name)
    for kin in command.kin:
        keeping.keep_kin(person.id, kin.relation, kin.name, fields.read_phone(kin.phone) if kin.phone else "")
    keeping.keep_grounds(tx, person.id, command.consents)


def _answer(person: Person, notices: tuple[Notice, ...]) -> Answer:
    return {"person_id": str(person.id), "number": person.number, "notices": fields.told(notices)}


@action(
    roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=("UU27-2022-29",),
    title=("Setujui ringkasan data", "Confirm the summary"),
)  # fmt: skip
def confirm_registration(tx: Tx, command: ConfirmRegistration) -> Answer:
    """Record the confirmation. Refuses already_confirmed and confirmed_by_other_way."""
    person = identities.locked(command.person_id)
    if person.confirmed_at is not None:
        refuse("already_confirmed")
    if (command.how == "self") == policies.is_staff(tx.actor):
        refuse("confirmed_by_other_way")
    person.confirmed_at, person.confirmed_how = tx.now, command.how
    person.save(update_fields=["confirmed_at", "confirmed_how"])
    tx.subject(person.id, person=person.id)
    return {"confirmed": command.how}
