"""Who sees a file, in her words; the form that lets somebody see it; what a withdrawal would end."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock
from rantau.kernel.actors import Actor
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.pages import dossier_page
from rantau.placement.dossiers.policies import SHARED_WITH
from rantau.registry.facilities.selectors import helpers_around
from rantau.registry.offices.models import Unit, UnitKind
from rantau.registry.people import policies
from rantau.registry.people.actions.consents import sights_by_consent
from rantau.registry.people.models import Consent
from rantau.web.access import ActorRequest
from rantau.web.acting import ActionForm
from rantau.web.purposes import PURPOSES
from rantau.web.words import Words

WHY: Words = {
    "handling": _("menangani berkas Anda"), "former": _("pernah menangani berkas Anda"),
    "region": _("BP3MI wilayah Anda"), "agency": _("perusahaan yang menempatkan Anda"),
    "service": _("melayani Anda di loket"), "mission": _("perwakilan RI di negara tujuan"),
    "orientation": _("penyelenggara kelas OPP Anda"), "gate": _("memeriksa keberangkatan Anda"),
    "handover": _("menerima serah terima dari bandara"), "clinic": _("klinik yang Anda pilih"),
    "village": _("desa, untuk izin keluarga"), "training": _("pelatih, dengan izin Anda"),
    "school": _("bursa kerja khusus, dengan izin Anda"),
}  # fmt: skip
CONSENT_BASES = frozenset(basis for bases in policies.SIGHTS.values() for basis in bases)


@dataclass(frozen=True, slots=True)
class Sight:
    """One unit that sees her file: why, until when, whether she can end it here, whether it rests on her consent."""

    unit_id: UUID
    unit: str
    why: object
    until: datetime | None
    ends_here: bool
    by_consent: bool


def sights(actor: Actor, dossier: Dossier) -> list[Sight]:
    """Return everybody who sees the file now but herself, those she chose last."""
    found = [row for row in dossier_page(actor, dossier.pk).sights if row.unit_id != dossier.person_id]
    made = [
        Sight(row.unit_id, row.unit, WHY.get(row.basis, row.basis), row.until, row.basis in SHARED_WITH.values(),
              row.basis in CONSENT_BASES)
        for row in found
    ]  # fmt: skip
    return sorted(made, key=lambda sight: sight.ends_here)


class ShareForm(ActionForm):
    """Whom she lets see her file."""

    unit_id = forms.ChoiceField(label=_("Siapa yang boleh melihat?"), choices=[])


def form(request: ActorRequest, dossier: Dossier) -> ShareForm:
    """Return the form with clinics, trainers, schools and her village, by kind. Call it inside ``reading``."""
    made = ShareForm(request.POST if request.method == "POST" else None)
    grouped: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in helpers_around(dossier.person.regency_id or "", clock.today()):
        grouped[unit.kind].append((str(unit.pk), unit.name))
    choices = [("", _("pilih")), *((UnitKind(kind).label, rows) for kind, rows in sorted(grouped.items()))]
    made.fields["unit_id"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
    return made


def consequence(person_id: UUID, purpose: str) -> dict[str, Any]:
    """Return what would end with a consent: in words, and who would see her file no longer; and until when.

    Raises:
        Refused: ``not_found`` when she does not allow the purpose.
    """
    row = Consent.objects.filter(person=person_id, purpose=purpose, withdrawn_at__isnull=True).first()
    if row is None:
        refuse("not_found")
    seeing = {grant.unit for grant in sights_by_consent(person_id, purpose)}
    return {
        "code": purpose,
        "purpose": PURPOSES[purpose],
        "since": row.given_at,
        "until": clock.now() + policies.HONOUR_WITHDRAWAL,
        "seeing": Unit.objects.filter(pk__in=seeing).order_by("name", "pk"),
    }
