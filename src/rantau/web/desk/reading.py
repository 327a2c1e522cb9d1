"""What pages about persons show, made from what the rooms answer. Everything here runs in the reader's scope."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from rantau.kernel.actors import Actor, reading
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.selectors import dossiers_of_person, files_of_person, find
from rantau.registry.offices.models import Unit
from rantau.registry.people.finding import Found
from rantau.registry.people.models import Person
from rantau.registry.people.selectors import PersonPage
from rantau.web.desk import words
from rantau.web.look import wording

R = TypeVar("R")


def read(actor: Actor, ask: Callable[[], R]) -> R:
    """Ask in the actor's scope; for forms that are checked when they are sent."""
    with reading(actor):
        return ask()


def office_of(actor: Actor) -> Unit | None:
    """Return the unit of the actor's posting."""
    return Unit.objects.filter(pk=actor.unit_id).first() if actor.unit_id else None


def province_of(actor: Actor) -> str:
    """Return the province of the actor's office, "" for one abroad."""
    office = office_of(actor)
    return office.province_id or "" if office else ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One file or person in sight that the search found."""

    person_id: UUID
    dossier_id: UUID | None
    name: str
    number: str
    note: str


def hits(actor: Actor, text: str, found: Found) -> list[Hit]:
    """Return what the actor sees of what was found: files, and persons who have no open one."""
    rows = find(actor, text, [row.id for row in found.persons])
    files = [Hit(row.person_id, row.pk, row.person.name, row.number, row.handling.name) for row in rows]
    known = {hit.person_id for hit in files}
    people = [
        Hit(row.id, None, row.name, row.number, " · ".join(part for part in (row.nik, row.regency) if part))
        for row in found.persons
        if row.id not in known
    ]
    return [*files, *people]


def likely_rows(likely: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return likely the same people, as an action answers them, with the weights in words."""
    return [
        {
            **row,
            "why": words.weight_words(row.get("weights", {})),
            "said": words.BANDS[row["band"]],
            "tone": words.BAND_TONES[row["band"]],
        }
        for row in likely
        if row.get("name")
    ]


def summary_rows(about: PersonPage) -> list[tuple[str, object]]:
    """Return what is on file as (label, value), in the order in which it is asked."""
    row = about.person
    listed: list[tuple[str, object]] = [
        (_("Nomor"), row.number),
        (_("Nama"), row.name),
        *(
            (f"{_('Nama di')} {words.DOCUMENTS.get(document, document)}", name)
            for document, name in about.document_names
        ),
        (_("Tempat, tanggal lahir"), ", ".join(filter(None, (row.birth_place, wording.date_long(row.birth_date))))),
        (_("Jenis kelamin"), words.SEXES[row.sex]),
        (_("Status perkawinan"), words.MARITAL[row.marital]),
        (_("Pendidikan"), words.EDUCATION.get(row.education, row.education) if row.education else ""),
        (_("Tempat tinggal"), ", ".join(filter(None, (about.address, *_home(row))))),
        (_("Kontak"), ", ".join(contact.masked for contact in about.contacts)),
        (
            _("Keluarga"),
            ", ".join(f"{kin.name} ({words.RELATIONS.get(kin.relation, kin.relation)})" for kin in about.kin),
        ),
    ]
    return [(label, value) for label, value in listed if value]


def _home(person: Person) -> list[str]:
    """Where she lives, from the village up."""
    village, district, regency = person.village, person.district, person.regency
    listed = [
        f"{village.get_kind_display().capitalize()} {village.name}" if village else "",
        _("Kecamatan %(name)s") % {"name": district.name} if district else "",
        regency.name if regency else "",
    ]
    return [part for part in listed if part]


def number_rows(about: PersonPage) -> list[dict[str, object]]:
    """Return her numbers, masked, with their kind in words."""
    return [
        {"kind": words.IDENTIFIERS.get(row.kind, row.kind), "masked": row.masked, "former": row.state == "former"}
        for row in about.numbers
    ]


def nik_tag(about: PersonPage) -> dict[str, object]:
    """Return the state of her NIK as a tag."""
    return {"tone": words.NIK_TONES[about.nik_state], "words": words.NIK_STATES[about.nik_state]}


def dossiers_of(actor: Actor, person_id: UUID) -> dict[str, object]:
    """Return her dossiers in sight, and those of which only the number of the row is known (opened with a purpose)."""
    seen: list[Dossier] = dossiers_of_person(actor, person_id)
    ids = {row.pk for row in seen}
    unseen = [key for key in files_of_person(actor, person_id) if key not in ids]
    return {"seen": seen, "unseen": unseen, "open": any(row.closed_on is None for row in seen) or bool(unseen)}
