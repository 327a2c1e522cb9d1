"""Reads about persons. Call them inside ``reading(actor)``; both walls apply, Python's and the database's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from rantau.kernel import journal, sealed, uploads
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, reading, scope, subjects_seen_by
from rantau.kernel.models import JournalEntry, Upload
from rantau.kernel.refusals import refuse
from rantau.registry.accounts.models import Account
from rantau.registry.offices.models import Unit
from rantau.registry.people import policies
from rantau.registry.people.actions import RevealIdentifier
from rantau.registry.people.identifiers import mask_nik, mask_passport, mask_phone
from rantau.registry.people.models import Consent, Contact, Correction, Identifier, IdentityDispute, Kin, Person

MASKS = {"nik": mask_nik, "passport": mask_passport, "phone": mask_phone}
OPENINGS = (
    "open_service", "open_file", "find_for_gate", "reveal_identifier", "open_evidence", "match_persons",
    "export_own_record",
)  # fmt: skip
PAGE = 20


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """An identifier as pages show it: never whole."""

    id: UUID
    kind: str
    masked: str
    state: str


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A way to reach the person, masked."""

    id: UUID
    kind: str
    masked: str
    safe: bool


@dataclass(frozen=True, slots=True)
class ShownKin:
    """Whom to call; the phone is masked."""

    id: UUID
    relation: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything a page about one person shows. Dates are legal days, moments aware."""

    person: Person
    nik_state: str
    address: str
    verified: bool
    numbers: tuple[ShownNumber, ...]
    contacts: tuple[ShownContact, ...]
    kin: tuple[ShownKin, ...]
    document_names: tuple[tuple[str, str], ...]
    consents: tuple[Consent, ...]
    corrections: tuple[Correction, ...]
    disputes: tuple[IdentityDispute, ...]


def persons_seen_by(actor: Actor) -> QuerySet[Person]:
    """Return the persons the actor may see now."""
    return Person.objects.filter(pk__in=subjects_seen_by(actor))


def person_page(actor: Actor, person_id: UUID) -> PersonPage:
    """Return one person with masked numbers, in a constant number of queries.

    Raises:
        Refused: ``not_found``, also for somebody who exists elsewhere.
    """
    person = (
        persons_seen_by(actor).select_related("regency", "district", "village", "registered_unit").filter(pk=person_id)
    ).first()
    if person is None:
        refuse("not_found")
    numbers = list(Identifier.objects.filter(person=person).order_by("made_at", "id"))
    contacts = list(Contact.objects.filter(person=person, ended_at__isnull=True).order_by("made_at", "id"))
    kin = list(Kin.objects.filter(person=person, ended_at__isnull=True).order_by("id"))
    plain = sealed.unseal(person.id, _sealed_parts(person, numbers, contacts, kin))
    nik_state = shown_nik_state(actor, person)
    hidden = nik_state != person.nik_state
    return PersonPage(
        person=person,
        nik_state=nik_state,
        address=plain["address"],
        verified=person.identity_verified_at is not None,
        numbers=tuple(_shown_number(row, plain, hide_dispute=hidden) for row in numbers),
        contacts=tuple(
            ShownContact(row.id, row.kind, mask(row.kind, plain[f"contact:{row.id}"]), row.safe) for row in contacts
        ),
        kin=tuple(_shown_kin(row, plain) for row in kin),
        document_names=tuple(person.document_names.order_by("id").values_list("document", "name")),
        consents=tuple(person.consents.order_by("given_at", "id")),
        corrections=tuple(person.corrections.order_by("-proposed_at", "-id")),
        disputes=() if hidden else tuple(_disputes(person)),
    )


def shown_nik_state(actor: Actor, person: Person) -> str:
    """Return the state of the NIK as this actor may know it.

    Somebody who registered from home learns of a dispute at the counter that sees her card: otherwise a registration
    would tell whether a NIK is in the register (promise F1).
    """
    unseen = person.registered_unit_id is None and person.identity_verified_at is None
    return "stated" if person.nik_state == "disputed" and unseen and not policies.is_staff(actor) else person.nik_state


def _disputes(person: Person) -> QuerySet[IdentityDispute]:
    return IdentityDispute.objects.filter(Q(claimant=person) | Q(holder=person)).order_by("opened_at", "id")


def _sealed_parts(
    person: Person, numbers: Iterable[Identifier], contacts: Iterable[Contact], kin: Iterable[Kin]
) -> dict[str, bytes | memoryview | None]:
    parts: dict[str, bytes | memoryview | None] = {"address": person.address}
    parts |= {f"identifier:{row.id}": row.sealed for row in numbers}
    parts |= {f"contact:{row.id}": row.sealed for row in contacts}
    for row in kin:
        parts |= {f"kin-name:{row.id}": row.name, f"kin-phone:{row.id}": row.phone}
    return parts


def _shown_number(row: Identifier, plain: dict[str, str], *, hide_dispute: bool) -> ShownNumber:
    state = "held" if hide_dispute and row.state == "disputed" else row.state
    return ShownNumber(row.id, row.kind, mask(row.kind, plain[f"identifier:{row.id}"]), state)


def _shown_kin(row: Kin, plain: dict[str, str]) -> ShownKin:
    return ShownKin(row.id, row.relation, plain[f"kin-name:{row.id}"], mask("phone", plain[f"kin-phone:{row.id}"]))


def mask(kind: str, text: str) -> str:
    """Return a number or address with most of it hidden; kinds without a rule of their own show the last two signs."""
    if kind in MASKS:
        return MASKS[kind](text)
    if kind == "email":
        name, _, domain = text.partition("@")
        return f"{name[:1]}•••@{domain}" if name and domain else "•" * len(text)
    return "•" * max(len(text) - 2, 0) + (text[-2:] if len(text) > 4 else "•" * min(len(text), 2))


def revealed(actor: Actor, person_id: UUID, kind: str, purpose: str) -> str:
    """Return a whole number after journalling who asked and why. Not inside ``reading``: the journal is written first.

    Raises:
        Refused: as the action ``reveal_identifier``.
    """
    answer = run(RevealIdentifier.model_validate({"person_id": person_id, "kind": kind, "purpose": purpose}), actor)
    with reading(actor):
        row = Identifier.objects.get(pk=UUID(str(answer["identifier_id"])))
        field = f"identifier:{row.id}"
        return sealed.unseal(person_id, {field: row.sealed})[field]


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opened the file: when, which office, who (staff by name of the office only), for what."""

    at: datetime
    action: str
    unit: str
    purpose: str
    by_herself: bool


@dataclass(frozen=True, slots=True)
class Openings:
    """One page of openings, newest first; ``cursor`` is "" at the end."""

    rows: tuple[Opening, ...]
    cursor: str


def consents_to(person_id: UUID, purpose: str) -> bool:
    """Return whether a person allows a purpose now."""
    return Consent.objects.filter(person=person_id, purpose=purpose, withdrawn_at__isnull=True).exists()


def proof_of_correction(actor: Actor, correction_id: UUID, purpose: str) -> tuple[str, bytes]:
    """Return media type and content of what proves a requested change; its opening is journalled first.

    Runs in a transaction of its own.

    Raises:
        Refused: ``not_found``, also when there is no copy.
    """
    with transaction.atomic(durable=True), scope(actor):
        row = Correction.objects.filter(pk=correction_id, person__in=subjects_seen_by(actor)).first()
        proof = Upload.objects.filter(pk=row.proof).first() if row and row.proof else None
        if row is None or proof is None:
            refuse("not_found")
        about = journal.About(row.person_id, row.person_id, (row.pk,), purpose)
        journal.write(actor, "open_proof", "read", about, {"correction": str(row.pk)})
        return proof.media_type, uploads.load(proof)


def who_opened(actor: Actor, person_id: UUID, cursor: str = "") -> Openings:
    """Return who opened the file of a person, from the journal.

    Raises:
        Refused: ``not_found``, ``invalid_input`` for a cursor that is none.
    """
    if not persons_seen_by(actor).filter(pk=person_id).exists():
        refuse("not_found")
    entries = JournalEntry.objects.filter(Q(outcome="read") | Q(outcome="done", action__in=OPENINGS))
    entries = entries.filter(Q(person=person_id) | Q(subject=person_id)).order_by("-number")
    if cursor:
        if not cursor.isdecimal() or len(cursor) > 18:
            refuse("invalid_input", field="cursor", reason="cursor")
        entries = entries.filter(number__lt=int(cursor))
    found = list(entries[: PAGE + 1])
    units = dict(Unit.objects.filter(pk__in={row.unit for row in found if row.unit}).values_list("pk", "name"))
    own = set(Account.objects.filter(person=person_id).values_list("pk", flat=True))
    rows = tuple(
        Opening(row.at, row.action, units.get(row.unit, "") if row.unit else "", row.purpose, row.account in own)
        for row in found[:PAGE]
    )
    return Openings(rows, str(found[PAGE - 1].number) if len(found) > PAGE else "")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list."""

    id: UUID
    number: str
    name: str
    birth_date: date
    regency: str
    nik: str
    """Masked, "" when there is none."""


def person_rows(actor: Actor, persons: QuerySet[Person]) -> tuple[PersonRow, ...]:
    """Return list rows of persons in sight: three queries whatever their number."""
    people = list(persons.filter(pk__in=subjects_seen_by(actor)).select_related("regency"))
    numbers = Identifier.objects.filter(person__in=people, kind="nik").exclude(state="former")
    sealed_niks: dict[UUID, dict[str, bytes | memoryview | None]] = {person.id: {} for person in people}
    for row in numbers:
        sealed_niks[row.person_id][f"identifier:{row.id}"] = row.sealed
    plain = sealed.unseal_many(sealed_niks) if people else {}
    return tuple(_row(person, plain[person.id]) for person in people)


def _row(person: Person, niks: dict[str, str]) -> PersonRow:
    nik = next(iter(niks.values()), "")
    return PersonRow(
        person.id, person.number, person.name, person.birth_date, person.regency.name if person.regency else "",
        mask_nik(nik) if nik else "",
    )  # fmt: skip
