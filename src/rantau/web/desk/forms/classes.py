"""Orientation classes: planning one, cancelling one, minutes attended."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.web.desk.forms.base import DeskForm, text
from rantau.web.look.forms import DateField


class PlanForm(DeskForm):
    """A class at the officer's own office; hours are those of the office's clock (``about``: its zone)."""

    room = text(_("Ruang"), max_length=80)
    day = DateField(label=_("Hari"))
    starts = forms.TimeField(label=_("Mulai"), widget=forms.TimeInput(attrs={"type": "time", "class": "w-4"}),
                             help_text=_("Jam kantor ini."))  # fmt: skip
    ends_day = DateField(label=_("Hari terakhir"), required=False, help_text=_("Bila lebih dari satu hari."))
    ends = forms.TimeField(label=_("Selesai"), widget=forms.TimeInput(attrs={"type": "time", "class": "w-4"}))
    hours = forms.IntegerField(label=_("Jam pelajaran (JP)"), min_value=1, max_value=100)
    seats = forms.IntegerField(label=_("Kursi"), min_value=1, max_value=1000)

    def values(self) -> dict[str, Any]:
        """Return moments with their zone."""
        given, zone = super().values(), ZoneInfo(self.about)
        day, starts, ends = given.pop("day"), given.pop("starts"), given.pop("ends")
        last = given.pop("ends_day", day)
        return {
            **given,
            "starts_at": datetime.combine(day, starts, zone),
            "ends_at": datetime.combine(last, ends, zone),
        }


class CancelClassForm(DeskForm):
    """Why a class is not held."""

    reason = text(_("Mengapa kelas ini dibatalkan?"), max_length=300, rows=2,
                  help_text=_("Semua yang punya kursi membaca kalimat ini."))  # fmt: skip


class MinutesForm(DeskForm):
    """How long somebody was there."""

    minutes = forms.IntegerField(min_value=0, max_value=30_000)
