"""Which kinds of decision each role has in its queue, in the order in which they are worked on."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rantau.kernel.actors import Actor, Role
from rantau.placement.dossiers.selectors import Count
from rantau.web.desk.beside import beside
from rantau.web.words import Words

KINDS: Words = {
    "yours": _("Menunggu Anda"),
    "documents": _("Periksa dokumen"),
    "clean": _("Dokumen bersih"),
    "office": _("Giliran kantor ini"),
    "agreement": _("Saksi perjanjian"),
    "orientation": _("OPP"),
    "card": _("Terbitkan kartu"),
    "stopped": _("Terhenti"),
    "all": _("Semua berkas"),
    "agency": _("Menunggu P3MI"),
    "candidate": _("Menunggu calon"),
    "others": _("Menunggu pihak lain"),
}
DECIDED: Mapping[Role, tuple[str, ...]] = {
    Role.VERIFIER: ("documents", "clean", "office", "stopped"),
    Role.PLACEMENT_OFFICER: ("office", "agreement", "documents", "stopped"),
    Role.ISSUER: ("card",),
    Role.INSTRUCTOR: ("orientation",),
    Role.REGISTRAR: ("stopped",),
    Role.SUPERVISOR: ("stopped", "documents", "card"),
    Role.MISSION_OFFICER: ("yours",),
    Role.CLINIC_OFFICER: ("yours",),
    Role.TRAINING_OFFICER: ("yours",),
    Role.SCHOOL_OFFICER: ("yours",),
    Role.VILLAGE_OFFICER: ("yours",),
}
OUTSIDE = ("agency", "candidate", "others")


def kinds_of(actor: Actor) -> tuple[str, ...]:
    """Return the kinds of decision that are this actor's, each once."""
    listed = [kind for role in DECIDED if role in actor.roles for kind in DECIDED[role]]
    return tuple(dict.fromkeys([*listed, "all"]))


def shown_to(actor: Actor) -> tuple[str, ...]:
    """Return the kinds in the list at the left."""
    return (*kinds_of(actor), *OUTSIDE)


def groups(actor: Actor, counts: Mapping[str, Count], current: str) -> list[dict[str, object]]:
    """Return the list at the left: what is to be decided here, and what is held up elsewhere."""
    listed = [
        (gettext("Keputusan"), [_kind(code, counts, current) for code in kinds_of(actor)]),
        (gettext("Pekerjaan lain"), beside(actor)),
        (gettext("Tertahan di luar"), [_kind(code, counts, current) for code in OUTSIDE if counts["all"].count]),
    ]
    return [{"title": title, "kinds": kinds} for title, kinds in listed if kinds]


def _kind(code: str, counts: Mapping[str, Count], current: str) -> dict[str, object]:
    count = counts[code]
    return {
        "url": reverse("desk_queue", args=[code]),
        "label": KINDS[code],
        "count": count.count,
        "late": count.late,
        "current": code == current,
    }


EMPTY: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "agency": (_("Tidak ada yang menunggu P3MI"), _("Berkas yang tertahan di perusahaan muncul di sini.")),
    "candidate": (_("Tidak ada yang menunggu calon"), _("Berkas yang menunggu orangnya sendiri muncul di sini.")),
    "others": (_("Tidak ada yang menunggu pihak lain"), _("Berkas yang menunggu klinik, perwakilan, atau sistem lain "
                                                          "muncul di sini.")),
    "stopped": (_("Tidak ada berkas yang terhenti"), _("Yang suratnya lewat waktu atau belum dapat dipakai "
                                                       "muncul di sini.")),
    "all": (_("Belum ada berkas yang Anda lihat"), _("Cari orangnya dulu. Berkas yang Anda buka untuk melayaninya "
                                                     "muncul di sini.")),
}  # fmt: skip
NOTHING = (_("Tidak ada yang menunggu Anda"), _("Yang baru datang muncul di sini, yang paling mendesak lebih dulu."))


def empty(kind: str) -> tuple[str | Promise, str | Promise]:
    """Return title and sentence of an empty queue: what it means, and what would stand here."""
    return EMPTY.get(kind, NOTHING)
