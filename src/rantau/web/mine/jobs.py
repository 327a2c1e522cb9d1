"""The three daily jobs of one's own space."""

from django.utils.translation import gettext_lazy as _

from rantau.web.jobs import job

JOBS = (
    job(_("Mengirim yang kurang"), _("Kirim buktinya"), _("Kirim dokumen")),
    job(_("Membaca kontrak, lalu menyetujuinya"), _("Baca dan setujui"), _("Saya setuju dengan isi kontrak ini")),
    job(_("Melihat siapa yang membuka berkas"), _("Semua catatan")),
)
