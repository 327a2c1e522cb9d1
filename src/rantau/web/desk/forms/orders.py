"""The decision of a mission about a job order."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rantau.web.desk.forms.base import DeskForm, pick, text
from rantau.web.look.forms import DateField


class OrderForm(DeskForm):
    """Accept until a day, or say why not."""

    decision = pick(_("Keputusan"), [("accept", _("Verifikasi")), ("refuse", _("Tolak, dengan alasan"))], radio=True)
    valid_until = DateField(label=_("Berlaku sampai"), required=False, help_text=_("Diisi bila diverifikasi."))
    reason = text(_("Apa yang belum dipenuhi?"), max_length=300, rows=2, required=False,
                  help_text=_("Diisi bila ditolak. P3MI membaca kalimat ini."))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Each decision needs its own field."""
        cleaned = super().clean() or self.cleaned_data
        needed = {"accept": "valid_until", "refuse": "reason"}.get(str(cleaned.get("decision")))
        if needed and not cleaned.get(needed) and needed not in self.errors:
            self.add_error(needed, _("Isi bagian ini."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Only what belongs to the decision."""
        needed = {"accept": "valid_until", "refuse": "reason"}[self.cleaned_data["decision"]]
        return {needed: self.cleaned_data[needed]}
