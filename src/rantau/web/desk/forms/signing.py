"""Signing the placement agreement before an officer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rantau.web.desk.forms.base import DeskForm, tick


class SignForm(DeskForm):
    """Three things the officer has seen with her own eyes."""

    present = tick(_("Calon dan wakil P3MI hadir di depan saya, dengan identitas aslinya."))
    read = tick(_("Isi perjanjian dan rincian biaya sudah dibacakan dan dimengerti calon."))
    signed = tick(_("Keduanya sudah menandatangani di depan saya, tanpa paksaan."))

    def values(self) -> dict[str, Any]:
        """The ticks themselves are not part of the action."""
        return {}
