"""Words for codes that every space shows: roles, schemes, stages, origins of evidence, who acts."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

ROLES: Words = {
    "candidate": _("Calon atau pekerja"),
    "agency_officer": _("Petugas P3MI"),
    "registrar": _("Petugas pendaftaran"),
    "verifier": _("Verifikator dokumen"),
    "placement_officer": _("Pengantar Kerja"),
    "issuer": _("Penerbit kartu"),
    "instructor": _("Instruktur OPP"),
    "mission_officer": _("Petugas perwakilan"),
    "clinic_officer": _("Petugas sarana kesehatan"),
    "training_officer": _("Petugas pelatihan"),
    "school_officer": _("Petugas BKK"),
    "village_officer": _("Petugas desa"),
    "gate_officer": _("Petugas gerbang"),
    "supervisor": _("Pengawas"),
    "legal_officer": _("Petugas hukum"),
    "ministry_officer": _("Petugas kementerian"),
    "auditor": _("Auditor"),
}
SCHEMES: Words = {"P2P": _("Penempatan lewat P3MI (P to P)")}
SHORT_SCHEMES: Words = {"P2P": _("P to P")}
ORIGINS: Words = {
    "self": _("diisi sendiri"),
    "desk": _("diisi di loket"),
    "agency": _("kiriman P3MI"),
    "paper": _("dari formulir kertas"),
    "system": _("dicatat Rantau"),
    "import": _("dibawa dari sistem lama"),
    "partner": _("jawaban instansi"),
}
SOURCES: Words = {
    "self": _("Calon sendiri"),
    "desk": _("Loket"),
    "agency": "P3MI",
    "paper": _("Formulir kertas"),
    "system": "Rantau",
    "import": _("Dibawa dari sistem lama"),
    "partner": _("Jawaban instansi"),
}
"""Where a document came from, as the name of a sender."""


def origin(code: str) -> str | Promise:
    """Return where a proof came from, in words: ``import:siskotkln`` and ``partner:bpjs`` by their family."""
    return ORIGINS.get(code.split(":")[0], code)
