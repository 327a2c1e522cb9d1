"""What ``/gaya`` shows: invented people and companies, one fixed moment, every state of every part."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rantau.kernel.refusals import Refusal
from rantau.web.look.forms import DateField, LookForm, RupiahField
from rantau.web.look.line import STATES, Hang, Station, Text, line

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("Asia/Makassar"))
TYPES = (
    ("3x", "34–56 px · 700", gettext_lazy("Saya ingin bekerja")),
    ("2x", "28–36 px · 700", gettext_lazy("Tinggal tiga hal lagi")),
    ("xl", "25 px · 700", gettext_lazy("Kontrak Anda, bahasa sehari-hari")),
    ("l", "20 px · 400", gettext_lazy("Tanya dulu, tanpa akun dan tanpa bayar.")),
    ("m", "17 px · 400", gettext_lazy("Surat sehat Anda habis 30 November. Surat berlaku 3 bulan.")),
    ("s", "15 px · 400", gettext_lazy("Disnaker Kabupaten Contoh, loket 3")),
    ("xs", "13 px · 400", gettext_lazy("hanya untuk keterangan angka dan dasar aturan")),
)
# token, contrast with the colour it is paired with, what it is for
COLOURS = (
    ("indigo-900", "15,8", gettext_lazy("kepala petugas, judul")),
    ("indigo-700", "11,0", gettext_lazy("tombol, garis, tautan")),
    ("indigo-500", "6,4", gettext_lazy("batang grafik")),
    ("indigo-200", "9,8", gettext_lazy("belum dibawa")),
    ("indigo-100", "8,8", gettext_lazy("tanda info")),
    ("indigo-50", "7,0", gettext_lazy("kepala berkas")),
    ("turmeric-500", "8,6", gettext_lazy("di sini, fokus, mulai")),
    ("turmeric-100", "14,7", gettext_lazy("baris yang dikerjakan")),
    ("cotton", "7,0", gettext_lazy("latar bagian")),
    ("ok-soft", "6,5", gettext_lazy("terpenuhi")),
    ("warn-soft", "6,0", gettext_lazy("peringatan")),
    ("bad-soft", "6,2", gettext_lazy("penolakan")),
    ("ok", "7,6", gettext_lazy("gerbang: terima")),
    ("bad", "7,5", gettext_lazy("gerbang: tolak")),
    ("mute-soft", "6,5", gettext_lazy("belum, netral")),
)
SPACES = ((1, 4), (2, 8), (3, 12), (4, 16), (5, 24), (6, 32), (7, 48), (8, 72))
ICONS = (
    "house", "city", "person", "agency", "office", "link", "health", "clock", "cal", "pin", "phone", "search", "doc",
    "eye", "lock", "go", "down", "print", "menu", "sound", "off", "scan", "money", "flag",
)  # fmt: skip
STATE_NOTES: dict[str, Text] = {
    "done": gettext_lazy("ada buktinya"),
    "carried": gettext_lazy("dari sistem lama"),
    "here": gettext_lazy("lingkaran kunyit"),
    "waiting": gettext_lazy("pihak atau sistem lain"),
    "warn": gettext_lazy("hampir atau sudah habis"),
    "stop": gettext_lazy("ada penolakan beralasan"),
    "ahead": "",
    "skipped": gettext_lazy("skema ini"),
}
STATE_TONES = {"warn": "warn", "stop": "stop", "ahead": "mute", "skipped": "mute"}


class ContactForm(LookForm):
    """Every kind of field."""

    name = forms.CharField(label=gettext_lazy("Nama sesuai KTP"), help_text=gettext_lazy("Persis seperti tertulis."))
    passport = forms.RegexField(
        r"^[A-Z]\d{7}$",
        label=gettext_lazy("Nomor paspor"),
        error_messages={"invalid": gettext_lazy("Tulis satu huruf dan tujuh angka, contoh X1234567")},
        widget=forms.TextInput(attrs={"class": "w-10"}),
    )
    born = DateField(label=gettext_lazy("Tanggal lahir"))
    paid = RupiahField(label=gettext_lazy("Uang yang sudah dibayar"), required=False)
    contact = forms.ChoiceField(
        label=gettext_lazy("Cara kami menghubungi Anda"),
        help_text=gettext_lazy("Nomor boleh milik keluarga."),
        choices=[("wa", "WhatsApp"), ("sms", "SMS"), ("village", gettext_lazy("Lewat kantor desa"))],
        widget=forms.RadioSelect,
    )
    scheme = forms.ChoiceField(label=gettext_lazy("Skema"), choices=[("P2P", gettext_lazy("P to P, lewat P3MI"))])
    letter = forms.FileField(
        label=gettext_lazy("Surat izin keluarga"),
        required=False,
        help_text=gettext_lazy("PDF atau foto, paling besar 5 MB."),
    )
    note = forms.CharField(label=gettext_lazy("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    read = forms.BooleanField(label=gettext_lazy("Saya sudah membaca kontrak"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sample journal."""

    at: datetime
    text: str
    ref: str = ""


def everything() -> dict[str, Any]:
    """Return the context of the page."""
    return {
        **moments(),
        **journeys(),
        "states": [
            (mark, words, STATE_NOTES[code], STATE_TONES.get(code, "")) for code, (mark, words) in STATES.items()
        ],
        "types": TYPES,
        "colours": COLOURS,
        "spaces": SPACES,
        "icons": ICONS,
        "form_wrong": ContactForm(
            {"name": "Wulan Pratiwi", "passport": "X12345", "born": "1999-08-14", "scheme": "P2P"}
        ),
        "form_empty": ContactForm(prefix="kosong"),
        "refusal": refusal(),
        "entries": entries(),
        "kinds": kinds(),
        "pairs": [(_("Nomor"), "KCS/11/2026/0381"), (_("Hasil"), _("Layak bekerja"))],
        "crumbs": [(_("Antrean"), "#meja"), (_("Periksa dokumen"), "#meja")],
    }


def moments() -> dict[str, Any]:
    """Deadlines around the fixed moment, and one appointment."""
    return {
        "now": NOW,
        "due_days": date(2026, 11, 25),
        "due_hours": NOW + timedelta(hours=3),
        "due_past": NOW - timedelta(days=1),
        "since": NOW - timedelta(days=1),
        "seat": datetime(2026, 11, 26, 9, 30, tzinfo=ZoneInfo("Asia/Makassar")),
    }


def journeys() -> dict[str, Any]:
    """Lines of three people, and what hangs below them."""
    return {
        "stations_full": stations_full(),
        "stations_small": line("orientation", {"agreement": "skipped", "orientation": "warn"}),
        "stations_file": line("documents", {"selection": "carried"}),
        "hangs_full": hangs_full(),
        "hangs_small": hangs_small(),
    }


def stations_full() -> list[Station]:
    """A worker in the 27th month, registered in an old system."""
    notes = {"register": "3 Juni 2024", "selection": _("dari SIAPkerja"), "card": _("20 Agustus")}
    return line("working", {"selection": "carried"}, arrived=_("lapor 2 hari"), working=_("bulan ke-27"), **notes)


def hangs_full() -> list[Hang]:
    """What hangs below the person's own line."""
    extend = Hang(
        _("Perpanjangan kontrak"), "you", until=date(2027, 2, 12), rule="Permen P2MI 34/2025", mark="warn",
        note=_("Supaya kartu tetap aktif saat cuti."), rule_href="#garis", action=_("Pilih jadwal"), href="#garis",
    )  # fmt: skip
    answer = Hang(
        _("Jawaban pengaduan lembur"), "mission", "KDEI Taipei", date(2026, 11, 27), "Permen P2MI 23/2025", "wait",
        note=_("Anda tidak perlu berbuat apa-apa."), ask=_("Belum ada kabar? Beri tahu kami"), ask_href="#garis",
    )  # fmt: skip
    return [extend, answer]


def hangs_small() -> list[Hang]:
    """What hangs below the line in the head of a file."""
    return [
        Hang(_("Surat sehat"), "you", _("Anda"), rule="Permenkes 29/2013", mark="warn"),
        Hang(_("Visa kerja"), "agency", "P3MI", date(2026, 12, 2), "UU 18/2017 Ps 13(f)", "stop"),
        Hang(_("Jamsos"), "system", "BPJS", rule="Permenaker 4/2023 Ps 18", mark="wait"),
    ]


def refusal() -> Refusal:
    """A refusal with all its parts."""
    return Refusal(
        "quota_full",
        "Kuota izin perekrutan (SIP2MI) untuk pekerjaan ini sudah habis.",
        "The quota of the recruitment permit (SIP2MI) for this job is used up.",
        "Permenaker 9/2019",
        "agency",
        date(2026, 12, 1),
    )


def entries() -> list[Entry]:
    """A few lines of a journal."""
    return [
        Entry(NOW, _("Baiq Sekar Anjani membuka berkas.")),
        Entry(NOW - timedelta(hours=2), _("Klinik Contoh Sehat mengirim surat sehat."), "7f3a·c219"),
        Entry(NOW - timedelta(days=76), _("Perjanjian ditandatangani; kuota 12 dari 40 terpakai.")),
    ]


def kinds() -> list[dict[str, Any]]:
    """The queue's own navigation."""
    first = {"url": "#meja", "label": _("Periksa dokumen"), "count": 14, "late": 1, "current": True}
    second = {"url": "#meja", "label": _("Saksi perjanjian"), "count": 3}
    return [{"title": _("Keputusan"), "kinds": [first, second]}]
