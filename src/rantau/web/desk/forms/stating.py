"""Handing in a document on somebody's behalf: the form follows from the kind, which follows from the rulebook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.web.desk.forms.base import DeskForm, pick, text, tick
from rantau.web.desk.queue import said
from rantau.web.fields import photo_or_pdf
from rantau.web.look.forms import DateField

RESULTS = {
    "fit": _("Layak bekerja"), "unfit": _("Belum layak bekerja"), "negative": _("Negatif"), "positive": _("Positif"),
    "passed": _("Lulus"), "active": _("Aktif"), "paid": _("Sudah dibayar"),
}  # fmt: skip
VALUES = {
    "months": _("Lama (bulan)"), "country": _("Negara (dua huruf)"), "occupation": _("Pekerjaan (kode)"),
    "employer": _("Pemberi kerja"), "examined_by": _("Diperiksa oleh (kode sarana)"),
    "issued_by": _("Diterbitkan oleh (kode sarana)"), "position": _("Jabatan"), "hours": _("Jam pelajaran"),
}  # fmt: skip
NUMERIC = frozenset({"months", "hours"})
OWN = ("number", "issued_on", "valid_until", "name", "mrz", "private")


class StateForm(DeskForm):
    """``about`` is the ``DocumentKind``: only its own entries are asked for."""

    number = text(_("Nomor dokumen"), max_length=60)
    issued_on = DateField(label=_("Tanggal terbit atau pemeriksaan"))
    valid_until = DateField(label=_("Berlaku sampai"), required=False)
    name = text(_("Nama di dokumen"), max_length=160, required=False, help_text=_("Persis seperti tertulis."))
    mrz = text(_("Dua baris di bawah halaman data paspor"), max_length=100, rows=2, required=False)
    private = text(_("Catatan tertutup"), max_length=1000, rows=2, required=False,
                   help_text=_("Hanya bila perlu. Disimpan tertutup di bawah kunci orangnya."))  # fmt: skip
    content = photo_or_pdf(_("Foto atau PDF"), required=False)
    paper = forms.BooleanField(label=_("Disalin dari kertas asli yang saya lihat"), required=False)
    herself = tick(_("Orangnya ada di depan saya dan meminta ini diisikan."))

    def fill(self) -> None:
        """Leave out what this kind does not have, and ask for the values that rules read."""
        kind = self.about
        self.fields["issued_on"].required = kind.issued_needed
        self.fields["number"].required = not kind.machine_readable
        self.fields["content"].required = kind.upload_needed
        absent = {
            "number": not kind.number, "issued_on": not kind.issued_on, "valid_until": not kind.valid_until,
            "mrz": not kind.machine_readable, "name": "name" not in kind.values,
        }  # fmt: skip
        for name, missing in absent.items():
            if missing:
                del self.fields[name]
        self._ask_values()

    def _ask_values(self) -> None:
        asked: dict[str, forms.Field] = {}
        for name in self.about.values:
            if name == "result":
                asked["v_result"] = pick(
                    _("Hasil"), [(code, RESULTS.get(code, code)) for code in self.about.results], radio=True
                )
            elif name in NUMERIC:
                asked[f"v_{name}"] = forms.IntegerField(label=VALUES[name], min_value=0, max_value=999)
            elif name != "name":
                asked[f"v_{name}"] = text(VALUES.get(name, name.replace("_", " ")), max_length=80, required=False)
        self.fields = {**asked, **self.fields}

    def values(self) -> dict[str, Any]:
        """Return the values rules read under ``values``."""
        given = super().values()
        given.pop("herself", None)
        named = {name.removeprefix("v_"): given.pop(name) for name in list(given) if name.startswith("v_")}
        return {**given, "values": named}


def title_of(kind: Any) -> str:
    """Return the title of a kind of document in the reader's language."""
    return said(kind.title)
