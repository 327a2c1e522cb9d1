"""The framed decision: accept, or say which rule, what was seen, who can put it right and until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.web.desk.forms.base import DeskForm, pick, text
from rantau.web.look.forms import DateField

ACCEPT, REFUSE = "accept", "refuse"
CHOICES = [(ACCEPT, _("Terima")), (REFUSE, _("Belum dapat dipakai, dengan alasan"))]
WHO = [
    ("candidate", _("Calon sendiri")), ("agency", "P3MI"), ("office", _("Kantor")), ("clinic", _("Klinik")),
    ("training", _("Lembaga pelatihan")), ("mission", _("Perwakilan RI")), ("family", _("Keluarga")),
    ("village", _("Desa")), ("ministry", _("Kementerian")),
]  # fmt: skip


class DecideForm(DeskForm):
    """About one document. ``about`` gives the rules that stand for the requirement: nobody may invent one (CO-07)."""

    decision = pick(_("Keputusan"), CHOICES, radio=True)
    rule = pick(_("Aturan yang tidak terpenuhi"), required=False)
    seen = text(_("Apa yang Anda lihat"), max_length=300, rows=2, required=False,
                help_text=_("Satu kalimat, tanpa singkatan."))  # fmt: skip
    who = pick(_("Siapa yang bisa membereskan"), [("", _("pilih")), *WHO], required=False)
    until = DateField(label=_("Paling lambat"), required=False)

    def fill(self) -> None:
        """Offer the rules of the requirement."""
        self.offer("rule", list(self.about.rules))

    def clean(self) -> dict[str, Any]:
        """A refusal has all its parts."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == REFUSE:
            for name in ("rule", "seen", "who", "until"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Isi bagian ini."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what the action takes: nothing but the yes when it is one."""
        given = super().values()
        if given.pop("decision") == ACCEPT:
            return {"accept": True}
        return {**given, "accept": False}


class ReasonedForm(DeskForm):
    """Yes, or no with one sentence: a selection that was witnessed, a contract that was read."""

    decision = pick(_("Keputusan"), CHOICES, radio=True)
    reason = text(_("Apa yang belum sesuai?"), max_length=300, rows=2, required=False,
                  help_text=_("Satu kalimat, tanpa singkatan."))  # fmt: skip
    fingerprint = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def fill(self) -> None:
        """Bind the decision to the very text that was read."""
        self.fields["fingerprint"].initial = self.about.fingerprint

    def clean(self) -> dict[str, Any]:
        """A no has a reason."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == REFUSE and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Isi bagian ini."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the reason only with a no, the fingerprint only when there is a text."""
        given = super().values()
        if given.pop("decision") == ACCEPT:
            given.pop("reason", None)
        return given
