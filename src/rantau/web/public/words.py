"""Words of the portal: what happens at each station of the line, who bears a cost."""

from django.utils.translation import gettext_lazy as _

from rantau.web.words import Words

LEGS: Words = {
    "register": _("Anda tercatat, dan data Anda dicocokkan dengan KTP."),
    "selection": _("P3MI memilih Anda untuk lowongan yang sudah punya izin."),
    "agreement": _("Anda membaca rincian biaya, lalu menandatangani perjanjian di depan petugas."),
    "documents": _("Surat, pemeriksaan kesehatan, paspor, kontrak, asuransi, dan visa disiapkan."),
    "orientation": _("Anda mengikuti orientasi pra-pemberangkatan (OPP)."),
    "card": _("Kartu Anda terbit. Kartu itu tanda bahwa semua langkah sebelumnya selesai."),
    "arrived": _("Anda berangkat, lalu lapor diri di negara tujuan."),
    "working": _("Tidak ada surat yang perlu dikirim. Kalau ada masalah, perwakilan RI membantu Anda."),
    "returned": _("Anda melapor saat pulang."),
}
# tables of a pack whose rows have no name of their own
KINDS_OF_ROW: Words = {
    "edges": _("urutan langkah"),
    "ages": _("batas usia"),
    "ceilings": _("batas biaya"),
    "tiers": _("premi jaminan sosial"),
    "hours": _("jam OPP"),
    "classes": _("besar kelas OPP"),
    "closures": _("negara yang ditutup atau dibatasi"),
}
PAYERS: Words = {
    "candidate": _("Anda"),
    "candidate_or_employer": _("Anda atau pemberi kerja"),
    "employer": _("Pemberi kerja"),
    "agency": "P3MI",
    "government": _("Pemerintah"),
}
