"""Forms about job orders, employers and vacancies."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock
from rantau.registry.employers.selectors import employers_to_choose, partners_to_choose
from rantau.registry.offices.selectors import missions
from rantau.registry.places.selectors import country_choices, search_occupations
from rantau.web.fields import AboutForm, pick, text, whole
from rantau.web.look import wording
from rantau.web.look.forms import DateField

HOME = "ID"
EMPLOYER_KINDS = [("legal_entity", _("Berbadan hukum")), ("individual", _("Perseorangan (rumah tangga)"))]


class OrderForm(AboutForm):
    """What an employer asks for. A closed destination is said at the employer, whose country it is."""

    employer_id = pick(_("Pemberi kerja"))
    partner_id = pick(_("Mitra usaha di negara tujuan"), required=False)
    mission_id = pick(_("Perwakilan RI yang memeriksa"))
    number = text(_("Nomor job order"), max_length=60)
    occupation = text(_("Pekerjaan"), max_length=80, help_text=_("Nama atau kode pekerjaan, contoh perawat lansia."))
    position = text(_("Jabatan seperti di job order"), max_length=80)
    male = whole(_("Laki-laki"), initial=0)
    female = whole(_("Perempuan"), initial=0)
    mixed = whole(_("Laki-laki atau perempuan"), initial=0)
    currency = text(_("Mata uang"), max_length=3, css="w-4", help_text=_("Tiga huruf, contoh TWD."))
    wage = whole(_("Upah sebulan"), least=1, most=10**9, css="w-10")
    months = whole(_("Lama kontrak (bulan)"), least=1, most=120)
    hours_per_day = whole(_("Jam kerja sehari"), least=1, most=24, initial=8)
    rest_days_per_month = whole(_("Hari libur sebulan"), most=31, initial=4)
    facilities = text(_("Fasilitas"), max_length=300, rows=2, required=False)
    needs = text(_("Syarat khusus"), max_length=300, rows=2, required=False)

    def fill(self) -> None:
        """Offer employers by country, partners and missions."""
        english = wording.language() == "en"
        employers = [(str(row.pk), f"{row.country.name_en if english else row.country.name_id}: {row.name}, {row.city}")
                     for row in employers_to_choose()]  # fmt: skip
        self.offer("employer_id", [("", _("pilih")), *employers])
        self.offer("partner_id", [("", _("tidak ada")), *((str(row.pk), row.name) for row in partners_to_choose())])
        self.offer("mission_id", [("", _("pilih")), *((str(row.pk), row.name) for row in missions())])

    def clean_occupation(self) -> str:
        """Return the code of what was typed: the best match of the list of occupations."""
        typed = str(self.cleaned_data["occupation"])
        found = search_occupations(typed, 1)
        return found[0].code if found else typed[:6]

    def clean_currency(self) -> str:
        """Currencies are written in capitals."""
        return str(self.cleaned_data["currency"]).upper()


class EmployerForm(AboutForm):
    """Who will employ."""

    name = text(_("Nama pemberi kerja"), max_length=160)
    country = pick(_("Negara"))
    city = text(_("Kota"), max_length=80)
    kind = pick(_("Jenis"), EMPLOYER_KINDS, radio=True)

    def fill(self) -> None:
        """Every country but Indonesia."""
        listed = [pair for pair in country_choices(wording.language()) if pair[0] != HOME]
        self.offer("country", [("", _("pilih")), *listed])


class PublishForm(AboutForm):
    """Until when the vacancy is shown."""

    closes_on = DateField(label=_("Tutup pada"))

    def values(self) -> dict[str, Any]:
        """The permit is the order's."""
        return {**super().values(), "permit_id": self.about.permit.pk if self.about.permit else None}

    def fill(self) -> None:
        """The permit's last day is the latest possible."""
        permit = self.about.permit
        self.fields["closes_on"].initial = permit.valid_until if permit else clock.today()


class CloseForm(AboutForm):
    """Why a vacancy is closed."""

    reason = text(_("Mengapa ditutup?"), max_length=300, rows=2)

    def values(self) -> dict[str, Any]:
        """The vacancy is the one that is open."""
        return {**super().values(), "vacancy_id": self.about.vacancy.pk if self.about.vacancy else None}


class AskForm(AboutForm):
    """Nothing to fill in; the order is what is asked about."""

    def values(self) -> dict[str, Any]:
        """Name the order."""
        return {**super().values(), "job_order_id": self.about.row.pk}
