"""Words of one's own space: why a file was opened."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rantau.web.words import Words

CODE = re.compile(r"[a-z_]+")
PURPOSES: Words = {
    "examine": _("memeriksa dokumen"),
    "issue_card": _("menerbitkan kartu"),
    "review_hold": _("memeriksa ulang di gerbang"),
    "agency_export": _("menyalin daftar calonnya"),
    "own": _("mengunduh salinan"),
}
ACTIONS: Words = {
    "open_service": _("melayani di loket"),
    "reveal_identifier": _("membaca nomor lengkap"),
    "open_evidence": _("membaca dokumen"),
    "open_statement": _("membaca pernyataan"),
    "open_receipt": _("membaca kuitansi"),
    "match_persons": _("mencari orang yang sama"),
    "export_own_record": _("mengunduh salinan"),
    "export_files": _("menyalin daftar calonnya"),
}


def reason(action: str, purpose: str) -> str | Promise:
    """Return why a file was opened: what the officer wrote, else words for what was done."""
    if purpose and not CODE.fullmatch(purpose):
        return purpose
    return PURPOSES.get(purpose) or ACTIONS.get(action, _("membuka berkas"))
