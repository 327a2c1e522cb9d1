"""Registering a candidate, the question who brought her, and the agency's referrers."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock
from rantau.registry.places.selectors import province_choices, regency_choices, regency_named
from rantau.web.fields import AboutForm, Choices, pick, text
from rantau.web.look.forms import DateField

QUIET = {"autocomplete": "off"}
UNKNOWN = "?????"
DAY = 24 * 60 * 60  # seconds
SEXES = [("f", _("Perempuan")), ("m", _("Laki-laki"))]
MARITAL = [
    ("single", _("Belum kawin")),
    ("married", _("Kawin")),
    ("divorced", _("Cerai hidup")),
    ("widowed", _("Cerai mati")),
]
REFERRALS = [
    ("none", _("Tidak ada; datang sendiri")),
    ("registered", _("Perujuk kami yang terdaftar")),
    ("other", _("Orang lain")),
]


class RegisterForm(AboutForm):
    """What the law asks of everybody and nothing more (CO-14). No field is remembered by the browser."""

    name = text(_("Nama seperti di KTP"), max_length=160)
    nik = text(_("NIK"), max_length=20, required=False,
               help_text=_("Enam belas angka. Tanpa NIK pun pendaftaran diteruskan."))  # fmt: skip
    birth_date = DateField(label=_("Tanggal lahir"))
    birth_place = text(_("Tempat lahir"), max_length=80, required=False)
    sex = pick(_("Jenis kelamin"), SEXES, radio=True)
    marital = pick(_("Status perkawinan"), MARITAL, radio=True)
    home = pick(_("Kabupaten atau kota tempat tinggal"))
    address = text(_("Alamat"), max_length=300, required=False, rows=2)
    phone = text(_("Telepon yang dipegang sendiri"), max_length=40, required=False)
    not_the_same = forms.MultipleChoiceField(
        label=_("Sudah ditanyakan, dan ini orang lain"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = text(_("Bagaimana Anda tahu ini orang lain?"), max_length=300, required=False, rows=2)

    def fill(self) -> None:
        """Offer regencies by province, and the likely same people of ``about`` to be answered."""
        for field in self.fields.values():
            field.widget.attrs.update(QUIET)
        self.offer("home", [("", _("pilih")), *regencies()])
        likely = self.about or ()
        self.fields["not_the_same"].choices = [(row["person_id"], _named(row)) for row in likely]  # type: ignore[attr-defined]  # it is the MultipleChoiceField above
        if not likely:
            del self.fields["not_the_same"], self.fields["reason"]


def _named(row: dict[str, Any]) -> str:
    return ", ".join(str(part) for part in (row.get("name"), row.get("birth_year"), row.get("regency")) if part)


def regencies() -> Choices:
    """Return regencies grouped by province; read once a day by each process."""
    found: Choices = cache.get_or_set(f"agency-regencies-{clock.today()}", _regencies, DAY) or []
    return found


def _regencies() -> Choices:
    return [(name, regency_choices(code)) for code, name in province_choices()]


class OpenForm(AboutForm):
    """Who brought her; ``about`` is the agency's living referrers. The question is asked of everybody."""

    referral = pick(_("Siapa yang mengajak calon ini?"), REFERRALS, radio=True,
                    help_text=_("Tanyakan kepada orangnya. Jawabannya tidak menyulitkan siapa pun."))  # fmt: skip
    referrer_id = pick(_("Perujuk kami"), required=False)
    referred_by = text(_("Nama orang lain itu"), max_length=160, required=False, help_text=_("Disimpan tertutup."))

    def fill(self) -> None:
        """Offer the referrers the agency works with now."""
        self.offer("referrer_id", [("", _("pilih")), *((str(row.pk), row.name) for row in self.about)])


class ReferrerForm(AboutForm):
    """A referrer with the letter that gives the task."""

    name = text(_("Nama"), max_length=120)
    task_letter = text(_("Nomor surat tugas"), max_length=80, required=False)


class BranchForm(AboutForm):
    """A branch in a regency."""

    name = text(_("Nama cabang"), max_length=160)
    regency = text(_("Kabupaten atau kota"), max_length=80, help_text=_("Ditulis lengkap, contoh Kabupaten Serang."))
    address = text(_("Alamat"), max_length=300, rows=2, required=False)

    def values(self) -> dict[str, Any]:
        """Return the regency as its code; what we do not know is refused by name."""
        given = super().values()
        return {**given, "regency": regency_named(str(given["regency"])) or UNKNOWN}
