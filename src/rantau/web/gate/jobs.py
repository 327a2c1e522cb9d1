"""The three daily jobs of the gate."""

from django.utils.translation import gettext_lazy as _

from rantau.web.jobs import Step, job

JOBS = (
    job(_("Memeriksa orang"), _("Periksa")),
    job(_("Memeriksa, lalu mencatat keberangkatannya"), _("Periksa"), _("Catat berangkat")),
    job(
        _("Memeriksa ulang yang ditahan rekan"),
        Step(_("nama orangnya"), chosen=True), _("Periksa ulang"), _("Simpan hasil periksa ulang"),
    ),
)  # fmt: skip
