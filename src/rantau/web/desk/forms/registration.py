"""Assisted entry: one page, asks what the law asks and nothing more (CO-14)."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock
from rantau.registry.places.selectors import province_choices, regency_choices
from rantau.web.desk import words
from rantau.web.desk.forms.base import DeskForm, pick, text
from rantau.web.look.forms import DateField

QUIET = {"autocomplete": "off"}
DAY = 24 * 60 * 60  # seconds


class RegisterForm(DeskForm):
    """What is asked of everybody. No field is remembered by the browser: the next person uses the same desk."""

    name = text(_("Nama seperti di KTP"), max_length=160)
    nik = text(_("NIK"), max_length=20, required=False,
               help_text=_("Enam belas angka. Tanpa NIK pun pendaftaran diteruskan."))  # fmt: skip
    birth_date = DateField(
        label=_("Tanggal lahir"), help_text=_("Seperti di KTP. Abad dibaca dari sini, bukan dari NIK.")
    )
    birth_place = text(_("Tempat lahir"), max_length=80, required=False)
    sex = pick(_("Jenis kelamin"), words.choices(words.SEXES), radio=True)
    marital = pick(_("Status perkawinan"), words.choices(words.MARITAL), radio=True)
    education = pick(_("Pendidikan terakhir"), required=False)
    home = pick(_("Kabupaten atau kota tempat tinggal"), required=False)
    address = text(_("Alamat"), max_length=300, required=False, rows=2)
    phone = text(_("Telepon yang dipegang sendiri"), max_length=40, required=False,
                 help_text=_("Untuk kabar tentang berkasnya. Boleh telepon keluarga yang dipercaya."))  # fmt: skip
    kin_relation = pick(_("Hubungan"), required=False)
    kin_name = text(_("Nama keluarga yang dihubungi bila perlu"), max_length=160, required=False)
    kin_phone = text(_("Telepon keluarga"), max_length=40, required=False)
    passport = text(_("Nomor paspor"), max_length=20, required=False)
    passport_name = text(_("Nama di paspor"), max_length=160, required=False, help_text=_("Bila berbeda dari KTP."))
    diploma_name = text(_("Nama di ijazah"), max_length=160, required=False, help_text=_("Bila berbeda dari KTP."))
    consents = forms.MultipleChoiceField(
        label=_("Persetujuan, boleh ditarik kapan saja"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=words.choices(words.CONSENTS),
    )  # fmt: skip
    language = pick(_("Bahasa pesan"), words.choices(words.LANGUAGES))
    not_the_same = forms.MultipleChoiceField(
        label=_("Sudah ditanyakan, dan ini orang lain"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = text(_("Bagaimana Anda tahu mereka orang lain?"), max_length=300, required=False, rows=2)

    def fill(self) -> None:
        """Offer the office's own province first, and the likely same people of ``about`` to be answered."""
        for field in self.fields.values():
            field.widget.attrs.update(QUIET)
        self.offer("education", words.choices(words.EDUCATION, _("tidak disebut")))
        self.offer("kin_relation", words.choices(words.RELATIONS, _("pilih")))
        self.offer("home", [("", _("tidak disebut")), *_regencies(self.about.province)])
        self.offer("not_the_same", [(row["person_id"], row["name"]) for row in self.about.likely])

    def clean(self) -> dict[str, Any]:
        """A next of kin needs both a name and a relation."""
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("kin_name")) != bool(cleaned.get("kin_relation")):
            self.add_error("kin_relation" if cleaned.get("kin_name") else "kin_name", _("Isi nama dan hubungannya."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the values as the action takes them: kin and names on documents as lists."""
        given = super().values()
        kin = {
            name.removeprefix("kin_"): given.pop(name)
            for name in ("kin_relation", "kin_name", "kin_phone")
            if name in given
        }
        named = [(kind, given.pop(f"{kind}_name")) for kind in ("passport", "diploma") if f"{kind}_name" in given]
        return {
            **given,
            "kin": [kin] if kin else [],
            "document_names": [{"document": kind, "name": name} for kind, name in named],
        }


def _regencies(province: str) -> list[tuple[str, object]]:
    """Return regencies grouped by province, the office's own province first; read once a day by each process."""
    known = cache.get_or_set(f"desk-regencies-{clock.today()}", _read_regencies, DAY)
    return [(name, found) for _code, name, found in sorted(known or [], key=lambda row: row[0] != province)]


def _read_regencies() -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(code, name, regency_choices(code)) for code, name in province_choices()]
