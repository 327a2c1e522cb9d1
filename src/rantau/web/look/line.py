"""The line (*jalur*) from home to rantau and back: its stations, what hangs below them, whose turn it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# state -> (mark of the sprite, hidden words after the name of the station)
STATES: Mapping[str, tuple[str, Text]] = {
    "done": ("done", _("selesai")),
    "carried": ("carried", _("selesai, dibawa dari sistem lama")),
    "here": ("here", _("di sini")),
    "waiting": ("wait", _("menunggu pihak lain")),
    "warn": ("warn", _("perlu diperbarui")),
    "stop": ("stop", _("terhenti")),
    "ahead": ("ahead", _("belum")),
    "skipped": ("skipped", _("tidak diperlukan")),
}

# the nine stations of a private-to-private placement; the legs after card and work are at sea
STATIONS: Mapping[str, Text] = {
    "register": _("Daftar"),
    "selection": _("Seleksi"),
    "agreement": _("Perjanjian"),
    "documents": _("Dokumen"),
    "orientation": _("OPP"),
    "card": _("Kartu"),
    "arrived": _("Tiba"),
    "working": _("Bekerja"),
    "returned": _("Purna"),
}
SEA: Mapping[str, Text] = {"card": _("berangkat"), "working": _("pulang")}
PLACES: Mapping[str, tuple[str, Text]] = {
    "register": ("house", _("Rumah")),
    "arrived": ("city", _("Rantau")),
    "returned": ("house", _("Rumah")),
}

# who acts -> (icon of the sprite, word)
WHO: Mapping[str, tuple[str, Text]] = {
    "you": ("person", _("Giliran Anda")),
    "yourself": ("person", _("Anda sendiri")),
    "candidate": ("person", _("Calon")),
    "worker": ("person", _("Pekerja")),
    "family": ("person", _("Keluarga")),
    "agency": ("agency", _("P3MI")),
    "employer": ("agency", _("Pemberi kerja")),
    "office": ("office", _("Kantor")),
    "ministry": ("office", _("Kementerian")),
    "mission": ("office", _("Perwakilan RI")),
    "training": ("office", _("Lembaga pelatihan")),
    "gate": ("office", _("Petugas gerbang")),
    "system": ("link", _("Sistem lain")),
    "clinic": ("health", _("Klinik")),
    "village": ("house", _("Desa")),
    "government": ("office", _("Pemerintah")),
    "bp3mi": ("office", "BP3MI"),
    "immigration": ("link", _("Imigrasi")),
    "civil_register": ("link", "Dukcapil"),
    "insurer": ("link", "BPJS Ketenagakerjaan"),
    "health_insurer": ("link", "BPJS Kesehatan"),
    "police": ("link", "Polri"),
}


@dataclass(frozen=True, slots=True)
class Station:
    """One stage on the line. ``note`` is a few words below the name, ``proof`` a sentence for the tall line."""

    code: str
    name: Text
    state: str = "ahead"
    date: "date | datetime | None" = None
    here: bool = False
    note: Text = ""
    proof: Text = ""

    @property
    def mark(self) -> str:
        return STATES[self.state][0]

    @property
    def words(self) -> Text:
        return STATES[self.state][1]

    @property
    def drawn(self) -> str:
        """The state as the style sheet knows it: what was carried over is travelled like the rest."""
        return "done" if self.state == "carried" else self.state

    @property
    def leg(self) -> Text:
        """The word under the wave that follows this station, or nothing on land."""
        return SEA.get(self.code, "")

    @property
    def place(self) -> tuple[str, Text] | None:
        return PLACES.get(self.code)


@dataclass(frozen=True, slots=True)
class Hang:
    """What is missing: what, whose turn, until when, under which rule. ``mark``: warn | wait | stop | none."""

    what: Text
    who: str
    who_name: Text = ""
    until: date | datetime | None = None
    rule: str = ""
    mark: str = "none"
    note: Text = ""
    rule_href: str = ""
    action: Text = ""
    href: str = ""
    ask: Text = ""
    ask_href: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """Whose turn it is, ready to show: kind for the style sheet, icon, word."""

    kind: str
    icon: str
    name: Text = field(default="")


def who(kind: str, name: Text = "", icon: str = "") -> Who:
    """Return icon and word of a party. An unknown kind is shown as an office under the name given."""
    known_icon, word = WHO.get(kind, ("office", kind))
    shown = "you" if kind == "yourself" else kind
    return Who(shown, icon or known_icon, name or word)


def line(here: str, states: Mapping[str, str] | None = None, **notes: Text) -> list[Station]:
    """Draw the nine stations with everything before ``here`` done and everything after ahead.

    Args:
        here: code of the station where the person stands; its state is ``here`` unless ``states`` says otherwise.
        states: state by station code where it differs from that (carried, skipped, warn, stop, waiting).
        notes: a few words below a station, by its code.
    """
    codes = list(STATIONS)
    at = codes.index(here)
    given = states or {}
    return [
        Station(
            code,
            STATIONS[code],
            given.get(code, "done" if place < at else "here" if place == at else "ahead"),
            here=place == at,
            note=notes.get(code, ""),
        )
        for place, code in enumerate(codes)
    ]


def adapt(stations: Iterable[object]) -> list[Station]:
    """Accept any objects with code, name, state, and perhaps date, here, note, proof, as stations of the line."""
    return [each if isinstance(each, Station) else _station(each) for each in stations]


def _station(source: object) -> Station:
    code, state = str(getattr(source, "code", "")), str(getattr(source, "state", "ahead"))
    return Station(
        code,
        getattr(source, "name", "") or STATIONS.get(code, code),
        state if state in STATES else "ahead",
        getattr(source, "date", None),
        bool(getattr(source, "here", False)),
        getattr(source, "note", ""),
        getattr(source, "proof", ""),
    )


def place_of(stations: Iterable[object]) -> int:
    """Return at which station, counted from 1, the person stands; 1 when none says so."""
    return next((place for place, each in enumerate(adapt(stations), 1) if each.here), 1)
