"""What may become of a check: which action, which form, what will happen, what is said afterwards."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rantau.kernel.actions import Command
from rantau.placement.departure.actions import HoldDeparture, PostponeDeparture, RecordDeparture, ReviewHold
from rantau.web.fields import AboutForm
from rantau.web.gate import forms
from rantau.web.gate.checking import Standing

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome. ``fits`` says when it can be chosen, ``rule`` where it is written."""

    command: type[Command]
    form: type[AboutForm]
    title: Words
    note: Words
    button: Words
    said: Words
    rule: str
    fits: Callable[[Standing], bool]


OUTCOMES: dict[str, Outcome] = {
    "berangkat": Outcome(
        RecordDeparture, forms.DepartForm, _("Catat keberangkatan"),
        _("Tempat kuotanya terpakai dan perwakilan RI di negara tujuan dapat melihat berkasnya."),
        _("Catat berangkat"), _("Keberangkatan sudah dicatat. Persilakan jalan."), "GATE-OUTCOMES",
        lambda at: at.open and at.tone != "bad",
    ),
    "tunda": Outcome(
        PostponeDeparture, forms.PostponeForm, _("Tunda keberangkatan"),
        _("Ia berangkat di hari lain, sesudah sesuatu dibereskan. Ia diberi tahu apa yang harus dibereskan."),
        _("Catat ditunda"), _("Penundaan sudah dicatat. Ia diberi tahu apa yang dibereskan."), "GATE-OUTCOMES",
        lambda at: at.open,
    ),
    "tahan": Outcome(
        HoldDeparture, forms.HoldForm, _("Minta periksa ulang"),
        _("Hanya bila prosesnya tampak nonprosedural. Petugas lain memeriksa ulang hari ini juga. "
          "Kartu yang belum ada bukan alasan. Paspornya tetap ia pegang."),
        _("Minta periksa ulang hari ini"), _("Tercatat. Petugas lain memeriksa ulang hari ini juga."), "GATE-OUTCOMES",
        lambda at: at.open,
    ),
    "tinjau": Outcome(
        ReviewHold, forms.ReviewForm, _("Periksa ulang"),
        _("Anda petugas kedua. Dengarkan orangnya lebih dulu, di tempat yang tenang."),
        _("Simpan hasil periksa ulang"), _("Hasil periksa ulang sudah dicatat."), "GATE-OUTCOMES",
        lambda at: at.held,
    ),
}  # fmt: skip


def fitting(at: Standing) -> list[tuple[str, Outcome]]:
    """Return what can be chosen now, in the order shown."""
    return [(slug, outcome) for slug, outcome in OUTCOMES.items() if outcome.fits(at)]
