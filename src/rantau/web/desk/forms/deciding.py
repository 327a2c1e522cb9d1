"""The framed decision: accept, or say which rule, what was seen, who can put it right and until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.web.desk.forms.base import DeskForm, pick, text
from rantau.web.look.forms import DateField

ACCEPT, REFUSE = "accept", "refuse"
CHOICES = [(ACCEPT, _("Terima")), (REFUSE, _("Belum dapat dipakai, dengan alasan"))]
PARTS = ("rule", "seen", "who", "until")
WHO = [
    ("candidate", _("Calon sendiri")), ("agency", "P3MI"), ("office", _("Kantor")), ("clinic", _("Klinik")),
    ("training", _("Lembaga pelatihan")), ("mission", _("Perwakilan RI")), ("family", _("Keluarga")),
    ("village", _("Desa")), ("ministry", _("Kementerian")),
]  # fmt: skip


class DecideForm(DeskForm):
    """About one document. ``about`` gives the rules that stand for the requirement: nobody may invent one (CO-07)."""

    decision = pick(_("Keputusan"), CHOICES, radio=True)
    rule = pick(_("Aturan yang tidak terpenuhi"))
    seen = text(_("Apa yang Anda lihat"), max_length=300, rows=2,
                help_text=_("Satu kalimat, tanpa singkatan."))  # fmt: skip
    who = pick(_("Siapa yang bisa membereskan"), [("", _("pilih")), *WHO])
    until = DateField(label=_("Paling lambat"))

    def fill(self) -> None:
        """Offer the rules of the requirement. A refusal has all its parts; a yes needs none of them."""
        self.offer("rule", list(self.about.rules))
        for name in PARTS:
            self.fields[name].required = self.data.get("decision") != ACCEPT

    def values(self) -> dict[str, Any]:
        """Return what the action takes: nothing but the yes when it is one."""
        given = super().values()
        if given.pop("decision") == ACCEPT:
            return {"accept": True}
        return {**given, "accept": False}


class ReasonedForm(DeskForm):
    """Yes, or no with one sentence: a selection that was witnessed, a contract that was read."""

    decision = pick(_("Keputusan"), CHOICES, radio=True)
    reason = text(_("Apa yang belum sesuai?"), max_length=300, rows=2,
                  help_text=_("Satu kalimat, tanpa singkatan."))  # fmt: skip
    fingerprint = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def fill(self) -> None:
        """Bind the decision to the very text that was read; a no has a reason."""
        self.fields["fingerprint"].initial = self.about.fingerprint
        self.fields["reason"].required = self.data.get("decision") != ACCEPT

    def values(self) -> dict[str, Any]:
        """Return the reason only with a no, the fingerprint only when there is a text."""
        given = super().values()
        if given.pop("decision") == ACCEPT:
            given.pop("reason", None)
        return given
