"""Forms of the portal that only ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.registry.places.selectors import country_choices
from rantau.web.look.forms import LookForm
from rantau.web.look.wording import language

ANY = [("", _("semua"))]


class AgencyForm(LookForm):
    """Name or licence number of an agency."""

    q = forms.CharField(
        label=_("Nama atau nomor SIP3MI"), help_text=_("Contoh: PT Contoh Samudra"), min_length=3, max_length=120,
        error_messages={"min_length": _("Tulis paling sedikit tiga huruf."), "required": _("Tulis nama perusahaan.")},
    )  # fmt: skip


class VacancyForm(LookForm):
    """What work is looked for, where."""

    all_optional = True

    q = forms.CharField(label=_("Pekerjaan, kota, atau perusahaan"), max_length=80, required=False)
    negara = forms.ChoiceField(label=_("Negara"), choices=[], required=False)
    untuk = forms.ChoiceField(
        label=_("Untuk"), choices=[*ANY, ("f", _("perempuan")), ("m", _("laki-laki"))], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["negara"].choices = [*ANY, *country_choices(language())]  # type: ignore[attr-defined]  # ChoiceField


class PlaceForm(LookForm):
    """Where one is."""

    tempat = forms.CharField(
        label=_("Kabupaten, kota, kecamatan, atau nama kantor"), max_length=80, min_length=3,
        error_messages={"min_length": _("Tulis paling sedikit tiga huruf."), "required": _("Tulis nama daerah Anda.")},
    )  # fmt: skip


class CardForm(LookForm):
    """The reference below the code of a card, or the whole text of the code."""

    kode = forms.CharField(
        label=_("Nomor di bawah kode QR, atau isi kodenya"),
        help_text=_("Enam belas huruf dan angka. Huruf besar atau kecil sama saja."),
        max_length=1000,
        error_messages={"required": _("Tulis nomor kartu.")},
    )
