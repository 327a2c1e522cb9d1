"""Her own data: which form begins with what, what stands open, all of it to take along."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import JsonValue

from rantau.kernel.actors import Actor, reading
from rantau.placement.dossiers.selectors import dossiers_of_person
from rantau.registry.people.export import export_own_record
from rantau.registry.people.models import Correction
from rantau.registry.people.selectors import PersonPage, person_page
from rantau.web.access import ActorRequest
from rantau.web.acting import ActionForm
from rantau.web.mine.forms import AmendForm

TITLES: dict[str, str | Promise] = {
    "kontak": _("Tambah kontak"),
    "keluarga": _("Tambah keluarga yang bisa dihubungi"),
    "nik": _("Isi NIK"),
    "perbaiki": _("Perbaiki data saya"),
    "koreksi": _("Minta perbaikan data yang sudah diverifikasi"),
}
WORDS: dict[str, str | Promise] = {
    "kontak": _("Kontak sudah dicatat."),
    "keluarga": _("Keluarga yang bisa dihubungi sudah dicatat."),
    "nik": _("NIK sudah dicatat. Petugas mencocokkannya dengan KTP Anda."),
    "perbaiki": _("Data sudah diperbaiki. Baca ringkasannya sekali lagi, lalu setujui."),
    "koreksi": _("Permintaan sudah dikirim. Petugas lain yang memutuskan; hasilnya kami kabarkan."),
}
AMENDED = ("name", "sex", "birth_date", "birth_place", "marital")


def form_for(request: ActorRequest, form_class: type[ActionForm], person_id: UUID) -> ActionForm:
    """Return the form: filled in by her, or beginning with what is on record."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES)
    if form_class is not AmendForm:
        return form_class()
    with reading(request.actor):
        person = person_page(request.actor, person_id).person
    return form_class(initial={name: getattr(person, name) for name in AMENDED})


@dataclass(frozen=True, slots=True)
class Ending:
    """A contact or a person to call that she is about to remove."""

    title: str
    what: str
    name: str
    id: UUID


def ending(own: PersonPage, asked: str) -> Ending | None:
    """Return what she asked to remove, if it is hers."""
    for row in own.contacts:
        if str(row.id) == asked:
            return Ending(gettext("Hapus kontak ini?"), row.masked, "end_contact", row.id)
    for kin in own.kin:
        if str(kin.id) == asked:
            return Ending(gettext("Hapus keluarga ini dari daftar?"), kin.name, "end_kin", kin.id)
    return None


def open_corrections(own: PersonPage) -> list[Correction]:
    """Return the corrections that wait for a decision."""
    return [row for row in own.corrections if row.state == "open"]


def whole_record(actor: Actor) -> dict[str, JsonValue]:
    """Return her record and her files as data."""
    with reading(actor):
        record = export_own_record(actor)
        record["dossiers"] = list(_files(actor))
    return record


def _files(actor: Actor) -> Iterator[Any]:
    rows = dossiers_of_person(actor, actor.person_id) if actor.person_id else []
    for row in rows:
        yield {
            "number": row.number,
            "scheme": row.scheme,
            "opened_on": row.opened_on.isoformat(),
            "stage": row.stage,
            "agency": row.agency.unit.name if row.agency else None,
            "country": row.country_id,
            "handled_by": row.handling.name,
            "closed_on": row.closed_on.isoformat() if row.closed_on else None,
        }
