"""Forms about one candidate's file; ``about`` is the file as the agency reads it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock
from rantau.placement.orientation.selectors import Slot, calendar
from rantau.web.agency.filepage import said
from rantau.web.costs import components
from rantau.web.fields import AboutForm, photo_or_pdf, pick, text, tick, whole
from rantau.web.look import wording
from rantau.web.look.forms import DateField, RupiahField

SLOTS = 40
NUMERIC = frozenset({"months", "hours"})
RESULTS = {
    "fit": _("Layak bekerja"), "unfit": _("Belum layak bekerja"), "negative": _("Negatif"), "positive": _("Positif"),
    "passed": _("Lulus"), "active": _("Aktif"), "paid": _("Sudah dibayar"),
}  # fmt: skip
VALUES = {
    "months": _("Lama (bulan)"), "country": _("Negara (dua huruf)"), "occupation": _("Pekerjaan (kode)"),
    "employer": _("Pemberi kerja"), "examined_by": _("Diperiksa di"), "issued_by": _("Dikeluarkan oleh"),
    "position": _("Jabatan"), "hours": _("Jam pelajaran"), "level": _("Tingkat"), "kind": _("Jenis"),
}  # fmt: skip
PAYERS = [
    ("agency", "P3MI"),
    ("employer", _("Pemberi kerja")),
    ("candidate", _("Calon")),
    ("government", _("Pemerintah")),
]

TICKET = [("employer", _("Pemberi kerja")), ("worker", _("Pekerja"))]
MEDICAL = [*TICKET, ("insurance", _("Asuransi"))]


class StateForm(AboutForm):
    """A document; ``about`` is its ``DocumentKind``, and only its own entries are asked for."""

    number = text(_("Nomor dokumen"), max_length=60)
    issued_on = DateField(label=_("Tanggal terbit atau pemeriksaan"))
    valid_until = DateField(label=_("Berlaku sampai"), required=False)
    name = text(_("Nama di dokumen"), max_length=160, required=False, help_text=_("Persis seperti tertulis."))
    mrz = text(_("Dua baris di bawah halaman data paspor"), max_length=100, rows=2, required=False)
    content = photo_or_pdf(_("Foto atau PDF"), required=False)

    def fill(self) -> None:
        """Leave out what this kind does not have, and ask for the values that rules read."""
        kind = self.about
        self.fields["issued_on"].required = kind.issued_needed
        self.fields["number"].required = not kind.machine_readable
        self.fields["content"].required = kind.upload_needed
        present = {
            "number": kind.number, "issued_on": kind.issued_on, "valid_until": kind.valid_until,
            "mrz": kind.machine_readable, "name": "name" in kind.values, "content": True, "key": True,
        }  # fmt: skip
        asked = {f"v_{name}": self._value(name) for name in kind.values if name != "name"}
        self.fields = {**asked, **{name: field for name, field in self.fields.items() if present[name]}}

    def _value(self, name: str) -> forms.Field:
        if name == "result":
            return pick(_("Hasil"), [(code, RESULTS.get(code, code)) for code in self.about.results], radio=True)
        if name in NUMERIC:
            return whole(VALUES[name], most=999)
        return text(VALUES.get(name, name.replace("_", " ")), max_length=80, required=False)

    def values(self) -> dict[str, Any]:
        """Return the values rules read under ``values``."""
        given = super().values()
        named = {name.removeprefix("v_"): given.pop(name) for name in list(given) if name.startswith("v_")}
        return {**given, "values": named}


class SelectionForm(AboutForm):
    """For which permit she was chosen."""

    permit_id = pick(_("SIP2MI"), radio=True)

    def fill(self) -> None:
        """Offer granted permits with a place for her."""
        sex = self.about.file.page.head.sex
        self.offer("permit_id", [(str(row.pk), _permit(row, sex)) for row in self.about.permits if _left(row, sex) > 0])


def _left(permit: Any, sex: str) -> int:
    return sum(max(0, each.capacity - each.taken) for each in permit.quotas.all() if each.pocket in (sex, "x"))


def _permit(permit: Any, sex: str) -> str:
    order = permit.job_order
    country = order.country.name_en if wording.language() == "en" else order.country.name_id
    left = _("%(n)s tempat tersisa") % {"n": _left(permit, sex)}
    return f"{permit.number}: {order.position}, {country} · {left}"


class SeatForm(AboutForm):
    """A seat in an orientation class, in any province."""

    class_id = pick(_("Kelas OPP"), radio=True)

    def fill(self) -> None:
        """Offer open classes by day."""
        slots = calendar(self.about.actor, scheme=self.about.file.page.head.scheme, open_only=True, limit=SLOTS)
        self.offer("class_id", [(str(slot.id), _slot(slot)) for slot in slots])


def _slot(slot: Slot) -> str:
    return f"{wording.appointment(slot.starts_at, slot.zone)} · {slot.office} · {slot.hours} JP"


class DepartureForm(AboutForm):
    """The planned day of departure."""

    departs_on = DateField(label=_("Rencana berangkat"))

    def fill(self) -> None:
        """Begin with the day on file."""
        self.fields["departs_on"].initial = self.about.file.page.head.departs_on


class PaymentForm(AboutForm):
    """Somebody paid."""

    component = pick(_("Untuk apa"))
    payer = pick(_("Yang membayar"), PAYERS, radio=True)
    payee = text(_("Dibayarkan kepada"), max_length=120)
    amount = RupiahField(label=_("Jumlah"))
    paid_on = DateField(label=_("Tanggal bayar"))
    content = photo_or_pdf(_("Kuitansi, bila ada"), required=False)

    def fill(self) -> None:
        """Offer the costs the rulebook names; today is the likely day."""
        self.offer("component", [("", _("pilih")), *components()])
        self.fields["paid_on"].initial = clock.today()


class ContractForm(AboutForm):
    """The terms of the employment contract, begun with what the job order says."""

    employer_name = text(_("Nama pemberi kerja"), max_length=160)
    employer_address = text(_("Alamat pemberi kerja"), max_length=300, rows=2)
    position = text(_("Jabatan"), max_length=80)
    duties = text(_("Tugas"), max_length=600, rows=3)
    currency = text(_("Mata uang"), max_length=3, css="w-4")
    wage = whole(_("Upah sebulan"), least=1, most=10**9, css="w-10")
    pay_day = whole(_("Dibayar paling lambat tanggal"), least=1, most=31)
    pay_method = pick(_("Cara bayar"), [("bank", _("Lewat bank")), ("cash", _("Tunai"))], radio=True, initial="bank")
    hours_per_day = whole(_("Jam kerja sehari"), least=1, most=24)
    rest_days_per_month = whole(_("Hari libur sebulan"), most=31)
    overtime_paid = tick(_("Lembur dibayar"), required=False, initial=True)
    leave_days_per_year = whole(_("Cuti setahun (hari)"), most=366, initial=7)
    facilities = text(_("Fasilitas"), max_length=300, rows=2, required=False)
    medical_paid_by = pick(_("Biaya berobat ditanggung"), MEDICAL, radio=True)
    ticket_home_paid_by = pick(_("Tiket pulang ditanggung"), TICKET, radio=True)
    insurance = text(_("Jaminan sosial dan asuransi"), max_length=300, rows=2)
    safety = text(_("Keselamatan dan pelindungan"), max_length=600, rows=2)
    months = whole(_("Lama kontrak (bulan)"), least=1, most=120)
    starts_on = DateField(label=_("Mulai kerja"), required=False)
    differs_because = text(_("Mengapa berbeda dari job order?"), max_length=300, rows=2, required=False,
                           help_text=_("Hanya bila ada yang berbeda."))  # fmt: skip

    def fill(self) -> None:
        """Begin with the terms of the job order."""
        order = self.about.order
        if order is None:
            return
        copied = ("position", "currency", "wage", "months", "hours_per_day", "rest_days_per_month", "facilities")
        for name in copied:
            self.fields[name].initial = getattr(order, name)
        self.fields["employer_name"].initial = order.employer.name

    def values(self) -> dict[str, Any]:
        """An unticked overtime is a no, not an absence."""
        return {**super().values(), "overtime_paid": bool(self.cleaned_data.get("overtime_paid"))}


def title_of(kind: Any) -> str:
    """Return the title of a kind of document in the reader's language."""
    return said(kind.title)
