"""Forms of the centre."""

from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock
from rantau.kernel.actors import Role
from rantau.registry.accounts.selectors import officer_named
from rantau.registry.offices.actions import Kind
from rantau.registry.offices.models import UnitKind
from rantau.registry.places.selectors import find_country, regency_named
from rantau.web.fields import AboutForm, pick, text, whole
from rantau.web.look.forms import DateField, RupiahField
from rantau.web.words import ROLES

GRANT, REFUSE = "grant", "refuse"
UNKNOWN_PLACE = "?????"


class DecideForm(AboutForm):
    """Grant with number, term and places, or refuse with the reason. ``about`` is the permit asked for."""

    decision = pick(_("Keputusan"), [(GRANT, _("Terbitkan")), (REFUSE, _("Belum dapat diberikan"))], radio=True)
    number = text(_("Nomor SIP2MI"), max_length=60, required=False)
    valid_from = DateField(label=_("Berlaku mulai"), required=False)
    valid_until = DateField(label=_("Berlaku sampai"), required=False)
    male = whole(_("Tempat laki-laki"), required=False)
    female = whole(_("Tempat perempuan"), required=False)
    mixed = whole(_("Tempat campuran"), required=False)
    reason = text(_("Alasan, dengan aturannya"), max_length=300, rows=3, required=False,
                  help_text=_("P3MI membaca kalimat ini."))  # fmt: skip

    def fill(self) -> None:
        """Begin with all the places the order asks for, from today."""
        order = self.about.job_order
        for name in ("male", "female", "mixed"):
            self.fields[name].initial = getattr(order, name)
        self.fields["valid_from"].initial = clock.today()
        self.fields["valid_until"].initial = order.valid_until

    def clean(self) -> dict[str, Any]:
        """Each decision needs its own entries."""
        cleaned = super().clean() or self.cleaned_data
        needed = ("number", "valid_from", "valid_until") if self.granting else ("reason",)
        for name in needed:
            if cleaned.get("decision") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Isi bagian ini."))
        return cleaned

    @property
    def granting(self) -> bool:
        """Whether the permit is granted."""
        return self.cleaned_data.get("decision") == GRANT

    def values(self) -> dict[str, Any]:
        """Only what belongs to the decision."""
        names = ("number", "valid_from", "valid_until", "male", "female", "mixed") if self.granting else ("reason",)
        return {name: value for name, value in super().values().items() if name in names}


class RevokeForm(AboutForm):
    """Why a permit ends before its time, and by which document."""

    document = text(_("Nomor surat"), max_length=80)
    ground = text(_("Alasan"), max_length=300, rows=3)


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return one of them, so that the field is filled; the page reads them all."""
        return files.get(name)


class ImportForm(AboutForm):
    """The TOML files of one version."""

    content = forms.FileField(label=_("Berkas TOML satu versi"), widget=Files(attrs={"accept": ".toml"}),
                              help_text=_("Pilih semua berkas versi itu sekaligus."))  # fmt: skip


class AccountForm(AboutForm):
    """An account for somebody who will work in a unit of one's own tree; ``about`` are those units."""

    unit_id = pick(_("Unit"))
    username = text(_("Nama masuk"), max_length=60, help_text=_("Huruf kecil, angka, titik."))
    name = text(_("Nama lengkap"), max_length=160)

    def fill(self) -> None:
        """Offer the units."""
        self.offer("unit_id", [("", _("pilih")), *((str(row.pk), row.name) for row in self.about)])


class PostForm(AboutForm):
    """Somebody takes up a role in a unit; ``about`` are the units."""

    username = text(_("Nama masuk petugas"), max_length=150)
    unit_id = pick(_("Unit"))
    role = pick(_("Tugas"), [(role.value, ROLES[role.value]) for role in Role if role is not Role.CANDIDATE])

    def fill(self) -> None:
        """Offer the units."""
        self.offer("unit_id", [("", _("pilih")), *((str(row.pk), row.name) for row in self.about)])

    def clean(self) -> dict[str, Any]:
        """Find the account by its sign-in name."""
        cleaned = super().clean() or self.cleaned_data
        account = officer_named(str(cleaned.pop("username", "")))
        if account is None:
            self.add_error("username", _("Tidak ada petugas dengan nama masuk ini."))
        else:
            cleaned["account_id"] = account.pk
        return cleaned


class AgencyForm(AboutForm):
    """An agency that has asked for a licence."""

    code = text(_("Kode"), max_length=40)
    name = text(_("Nama perusahaan"), max_length=160)
    director = text(_("Direktur"), max_length=120, required=False)
    deposit = RupiahField(label=_("Deposito"), required=False)
    address = text(_("Alamat"), max_length=300, rows=2, required=False)


class UnitForm(AboutForm):
    """A unit to be opened; ``about`` are the units below which it may stand."""

    kind = pick(_("Jenis"), [(kind, UnitKind(kind).label) for kind in get_args(Kind)])
    name = text(_("Nama"), max_length=160)
    code = text(_("Kode"), max_length=40, help_text=_("Huruf kecil, angka, titik, tanda hubung. Tidak berubah lagi."))
    place = text(_("Kabupaten atau kota"), max_length=80,
                 help_text=_("Ditulis lengkap, contoh Kabupaten Serang. Untuk perwakilan: negaranya."))  # fmt: skip
    clock = pick(_("Zona waktu"), [(zone, zone) for zone in ("WIB", "WITA", "WIT")], radio=True, initial="WIB")
    parent_id = pick(_("Di bawah"), required=False)
    address = text(_("Alamat"), max_length=300, rows=2, required=False)
    phone = text(_("Telepon"), max_length=40, required=False)
    hours = text(_("Jam buka"), max_length=120, required=False)

    def fill(self) -> None:
        """Offer the units above it."""
        self.offer("parent_id", [("", _("kementerian")), *((str(row.pk), row.name) for row in self.about)])

    def values(self) -> dict[str, Any]:
        """Return the place as its code; what we do not know stays as typed, and is refused by name."""
        given = super().values()
        return {**given, "place": _place(str(given["place"]), abroad=given["kind"] == UnitKind.MISSION)}


def _place(typed: str, *, abroad: bool) -> str:
    if abroad:
        country = find_country(typed)
        return country.pk if country else UNKNOWN_PLACE
    return regency_named(typed) or UNKNOWN_PLACE


class AppointForm(AboutForm):
    """An appointment or accreditation with its term."""

    number = text(_("Nomor surat"), max_length=80)
    valid_from = DateField(label=_("Berlaku mulai"))
    valid_until = DateField(label=_("Berlaku sampai"))


class RenameForm(AboutForm):
    """The new name and the day from which it holds."""

    name = text(_("Nama baru"), max_length=160)
    since = DateField(label=_("Berlaku mulai"))

    def fill(self) -> None:
        """Begin with today."""
        self.fields["since"].initial = clock.today()


class LicenceForm(AboutForm):
    """A licence with its term."""

    number = text(_("Nomor SIP3MI"), max_length=80)
    valid_from = DateField(label=_("Berlaku mulai"))
    valid_until = DateField(label=_("Berlaku sampai"))


class SuspensionForm(AboutForm):
    """A suspension always has a document; without countries it is of all business."""

    document = text(_("Nomor surat"), max_length=80)
    ground = text(_("Alasan"), max_length=300, rows=3)
    valid_from = DateField(label=_("Mulai"))
    valid_until = DateField(label=_("Sampai"))
    countries = text(_("Hanya untuk negara"), max_length=200, required=False,
                     help_text=_("Kode dua huruf dipisah spasi. Kosong berarti semua."))  # fmt: skip

    def values(self) -> dict[str, Any]:
        """Countries as a list of codes."""
        given = super().values()
        return {**given, "countries": str(given.get("countries", "")).upper().replace(",", " ").split()}
