"""The three daily jobs of an agency."""

from django.utils.translation import gettext_lazy as _

from rantau.web.jobs import Step, job

JOBS = (
    job(
        _("Mengerjakan yang menunggu perusahaan, misalnya kontrak"),
        Step(_("calon paling atas"), chosen=True), _("Susun perjanjian kerja"), _("Kirim rancangan ke perwakilan"),
    ),
    job(
        _("Menambah calon"),
        _("Daftarkan calon"), _("Periksa dan daftarkan"), _("Buka berkas"),
    ),
    job(
        _("Menjaga job order tetap jalan, misalnya lowongannya"),
        Step(_("job order"), chosen=True), _("Umumkan lowongan"), _("Umumkan lowongan"),
    ),
)  # fmt: skip
