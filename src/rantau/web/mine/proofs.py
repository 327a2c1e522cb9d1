"""The page of one requirement: a form made from the kinds of document that prove it, and what is on file already."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rantau.kernel.actors import Role
from rantau.kernel.models import Evidence
from rantau.placement.documents.kinds import DocumentKind, kinds_of
from rantau.placement.dossiers.facts import evidence_log, standing
from rantau.placement.dossiers.models import Dossier
from rantau.web.acting import ActionForm
from rantau.web.fields import photo_or_pdf
from rantau.web.look.forms import DateField, speak

RESULTS: dict[str, str | Promise] = {
    "fit": _("layak bekerja"),
    "unfit": _("belum layak bekerja"),
    "negative": _("negatif"),
    "positive": _("positif"),
}
VALUES: dict[str, str | Promise] = {
    "examined_by": _("Diperiksa di (nama klinik)"),
    "issued_by": _("Surat dikeluarkan oleh"),
    "months": _("Berlaku untuk berapa bulan?"),
    "level": _("Tingkat"),
    "kind": _("Jenis"),
}
KINDS: dict[str, str | Promise] = {
    "ktp": "KTP",
    "temporary_identity": _("surat keterangan identitas sementara"),
    "competence": _("sertifikat kompetensi"),
    "diploma": _("ijazah"),
}
NUMERIC = frozenset({"months", "hours"})


def kinds_for(dossier: Dossier, code: str) -> list[DocumentKind]:
    """Return the kinds of document that prove a requirement and that she herself may hand in."""
    found = kinds_of(dossier.scheme, dossier.opened_on).values()
    return [kind for kind in found if code in (kind.requirement, kind.kind) and Role.CANDIDATE in kind.stated_by]


def on_file(dossier: Dossier, kinds: Iterable[DocumentKind]) -> list[Evidence]:
    """Return what stands on file of these kinds, the newest last."""
    wanted = {kind.kind for kind in kinds}
    return [row for row in standing(evidence_log([dossier])[dossier.pk]) if row.kind in wanted]


class EvidenceForm(ActionForm):
    """A document: the entries its kind asks for, and a photo or PDF of it."""

    def __init__(self, *args: Any, kinds: list[DocumentKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        self.fields |= _fields(kinds)
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("id", f"id_{name}")
            speak(field)

    def values(self) -> dict[str, Any]:
        """Return the command's fields; what rules read goes under ``values``."""
        given = super().values()
        read = {name[len(VALUE) :]: value for name, value in given.items() if name.startswith(VALUE)}
        plain = {name: value for name, value in given.items() if not name.startswith(VALUE)}
        plain.setdefault("kind", self.kinds[0].kind)
        return {**plain, "values": read}


VALUE = "value_"


def _fields(kinds: list[DocumentKind]) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    if len(kinds) > 1:
        made["kind"] = forms.ChoiceField(
            label=_("Dokumen yang mana?"),
            choices=[(kind.kind, KINDS.get(kind.kind, kind.title.id)) for kind in kinds],
            widget=forms.RadioSelect,
        )
    if any(kind.number for kind in kinds):
        made["number"] = forms.CharField(label=_("Nomor dokumen"), max_length=60, required=False)
    if any(kind.issued_on for kind in kinds):
        made["issued_on"] = DateField(label=_("Tanggal terbit"), required=any(kind.issued_needed for kind in kinds))
    if any(kind.valid_until for kind in kinds):
        made["valid_until"] = DateField(label=_("Berlaku sampai"), required=False)
    for kind in kinds:
        made |= {name: field for name, field in _value_fields(kind).items() if name not in made}
    photo = any(kind.upload_needed for kind in kinds)
    made["content"] = photo_or_pdf(_("Foto atau pindaian dokumen"), required=photo)
    return made


def _value_fields(kind: DocumentKind) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    for name in kind.values:
        if name == "result":
            choices = [(word, RESULTS.get(word, word)) for word in kind.results]
            made[VALUE + name] = forms.ChoiceField(label=_("Hasil"), choices=choices, widget=forms.RadioSelect)
        elif name == "name":
            made["name"] = forms.CharField(
                label=_("Nama di dokumen"), help_text=_("Persis seperti tertulis."), max_length=160, required=False
            )
        elif name in NUMERIC:
            made[VALUE + name] = forms.IntegerField(label=str(VALUES.get(name, name)), min_value=0, required=False)
        else:
            made[VALUE + name] = forms.CharField(label=str(VALUES.get(name, name)), max_length=80, required=False)
    return made
