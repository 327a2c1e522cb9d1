"""Which kinds of decision each role has in its queue, in the order in which they are worked on."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rantau.kernel.actors import Actor, Role
from rantau.placement.dossiers.selectors import Count
from rantau.web.words import Words

KINDS: Words = {
    "yours": _("Menunggu Anda"),
    "documents": _("Periksa dokumen"),
    "clean": _("Dokumen bersih"),
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
    Role.VERIFIER: ("documents", "clean", "stopped"),
    Role.PLACEMENT_OFFICER: ("agreement", "documents", "stopped"),
    Role.ISSUER: ("card", "yours"),
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


def groups(actor: Actor, counts: Mapping[str, Count], current: str) -> list[dict[str, object]]:
    """Return the list at the left: what is to be decided here, and what is held up elsewhere."""
    return [
        {"title": gettext("Keputusan"), "kinds": [_kind(code, counts, current) for code in kinds_of(actor)]},
        {"title": gettext("Tertahan di luar"), "kinds": [_kind(code, counts, current) for code in OUTSIDE]},
    ]


def _kind(code: str, counts: Mapping[str, Count], current: str) -> dict[str, object]:
    count = counts[code]
    return {
        "url": reverse("desk_queue", args=[code]),
        "label": KINDS[code],
        "count": count.count,
        "late": count.late,
        "current": code == current,
    }
