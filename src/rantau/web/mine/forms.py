"""Forms of a person's own space. Shape only: what may be done is decided by the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.registry.people.models import Kin, Marital, Sex
from rantau.web.acting import ActionForm
from rantau.web.fields import photo_or_pdf
from rantau.web.look.forms import DateField, RupiahField

PHONE = {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "w-16"}


class StartForm(ActionForm):
    """Open a file: who brought her is asked of everybody."""

    referral = forms.ChoiceField(
        label=_("Apakah ada orang yang mengajak atau mengantar Anda?"),
        help_text=_("Jawaban ini tidak menghambat Anda. Namanya disimpan tertutup."),
        choices=[("none", _("Tidak ada, saya datang sendiri")), ("other", _("Ada"))],
        widget=forms.RadioSelect,
    )
    referred_by = forms.CharField(label=_("Siapa namanya, kalau ada?"), max_length=160, required=False)


class PaymentForm(ActionForm):
    """Something she paid."""

    component = forms.ChoiceField(label=_("Untuk apa?"), choices=[])
    payee = forms.CharField(label=_("Dibayar kepada siapa?"), max_length=120)
    amount = RupiahField(label=_("Berapa?"), min_value=1)
    paid_on = DateField(label=_("Tanggal bayar"))
    content = photo_or_pdf(_("Kuitansi, bila ada"), required=False)

    def __init__(self, *args: Any, components: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["component"].choices = components  # type: ignore[attr-defined]  # it is a ChoiceField


class ReceiptForm(ActionForm):
    """The proof of a payment that is on record already."""

    content = photo_or_pdf(_("Kuitansi"))


class ContractForm(ActionForm):
    """She has read and understood this very text."""

    understood = forms.BooleanField(label=_("Saya sudah membaca atau dibacakan isi kontrak ini, dan saya mengerti"))


class ContactForm(ActionForm):
    """A way to reach her."""

    kind = forms.ChoiceField(
        label=_("Jenis"), choices=[("phone", _("Telepon")), ("email", _("Surel"))], widget=forms.RadioSelect,
        initial="phone",
    )  # fmt: skip
    value = forms.CharField(label=_("Nomor atau alamat"), max_length=120)
    safe = forms.TypedChoiceField(
        label=_("Apakah hanya Anda yang membaca kiriman ke sana?"),
        help_text=_("Kalau orang lain ikut membaca, kami tidak mengirim hal pribadi ke sana."),
        choices=[("yes", _("Ya, hanya saya")), ("no", _("Tidak, orang lain juga"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )


class KinForm(ActionForm):
    """Whom to call in need."""

    name = forms.CharField(label=_("Nama"), max_length=160)
    relation = forms.ChoiceField(label=_("Hubungan dengan Anda"), choices=Kin._meta.get_field("relation").flatchoices)
    phone = forms.CharField(
        label=_("Nomor telepon"), max_length=40, required=False, widget=forms.TextInput(attrs=PHONE)
    )


class NikForm(ActionForm):
    """A NIK, for somebody registered without one."""

    nik = forms.CharField(
        label=_("NIK"), help_text=_("16 angka, seperti di KTP."), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-16"}),
    )  # fmt: skip


class AmendForm(ActionForm):
    """Mend what nobody has verified yet."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=160)
    sex = forms.ChoiceField(label=_("Jenis kelamin"), choices=Sex.choices, widget=forms.RadioSelect)
    birth_date = DateField(label=_("Tanggal lahir"))
    birth_place = forms.CharField(label=_("Tempat lahir"), max_length=80, required=False)
    marital = forms.ChoiceField(label=_("Status perkawinan"), choices=Marital.choices, widget=forms.RadioSelect)


class CorrectionForm(ActionForm):
    """A verified field that is wrong: which, what it should be, why, with proof."""

    field = forms.ChoiceField(
        label=_("Yang keliru"),
        choices=[
            ("name", _("Nama")),
            ("birth_date", _("Tanggal lahir")),
            ("sex", _("Jenis kelamin")),
            ("nik", "NIK"),
        ],
        widget=forms.RadioSelect,
    )
    new = forms.CharField(
        label=_("Yang benar"),
        help_text=_("Tanggal ditulis 31/12/2001. Jenis kelamin: perempuan atau laki-laki."),
        max_length=160,
    )
    reason = forms.CharField(label=_("Kenapa keliru?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    content = photo_or_pdf(_("Foto dokumen yang menunjukkan data yang benar"))
    true_statement = forms.BooleanField(label=_("Yang saya tulis benar"))

    def values(self) -> dict[str, Any]:
        """Return the new value in the one form the action reads: a date as 2001-12-31, sex as f or m."""
        given = super().values()
        given["new"] = READ_AS.get(given["field"], str)(given["new"])
        return given


SEX = {"perempuan": "f", "female": "f", "laki-laki": "m", "male": "m"}


def _as_iso_date(text: str) -> str:
    """Return a date typed as 31/12/2001 in ISO form; anything else as it is, for the action to refuse."""
    parts = text.strip().replace("-", "/").replace(".", "/").split("/")
    if len(parts) == 3 and len(parts[2]) == 4:
        return f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"
    return text


def _as_sex(text: str) -> str:
    return SEX.get(text.strip().lower(), text)


READ_AS = {"birth_date": _as_iso_date, "sex": _as_sex}


class ArrivalForm(ActionForm):
    """She has arrived."""

    arrived_on = DateField(label=_("Tanggal tiba"), help_text=_("Menurut kalender di tempat Anda sekarang."))
    city = forms.CharField(label=_("Kota"), max_length=80, required=False)
