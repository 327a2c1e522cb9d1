"""Words for codes that only the gate shows."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rantau.web.look.line import WHO
from rantau.web.words import Words

GROUNDS: Words = {
    "broker": _("Diurus perorangan, bukan P3MI"), "papers_disagree": _("Surat-suratnya tidak cocok"),
    "destination": _("Tujuan berbeda dari yang tercatat"), "no_employer": _("Pemberi kerja tidak jelas"),
    "pressure": _("Ada yang menekan atau menjaga orangnya"), "other": _("Lainnya"),
}  # fmt: skip
TONES = {"green": "ok", "amber": "warn", "red": "bad"}
OUTCOMES: Words = {
    "checked": _("belum diputuskan"), "departed": _("berangkat"), "postponed": _("ditunda"),
    "held": _("menunggu periksa ulang"), "released": _("dilepas"),
}  # fmt: skip
PARTIES: dict[str, tuple[str, str | Promise]] = {
    "bp3mi": ("office", "BP3MI"), "immigration": ("system", _("Imigrasi")), "civil_register": ("system", "Dukcapil"),
    "insurer": ("system", "BPJS Ketenagakerjaan"), "health_insurer": ("system", "BPJS Kesehatan"),
    "police": ("system", "Polri"),
}  # fmt: skip


def party(code: str) -> tuple[str, str | Promise]:
    """Return (kind, name) of who can put a thing right, as the look draws it."""
    return PARTIES.get(code, (code if code in WHO else "office", ""))
