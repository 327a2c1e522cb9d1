"""The three daily jobs of the desk."""

from django.utils.translation import gettext_lazy as _

from rantau.web.jobs import Step, job

JOBS = (
    job(_("Memutuskan yang paling mendesak"), _("Ambil yang paling mendesak"), _("Simpan keputusan")),
    job(
        _("Melayani orang di depan Anda"),
        Step(_("Enter di kotak cari"), chosen=True), Step(_("nama orangnya"), chosen=True),
    ),
    job(_("Memutuskan usulan perubahan data"), _("Ubah data"), _("Putuskan"), _("Simpan keputusan")),
)  # fmt: skip
