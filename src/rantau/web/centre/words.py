"""Words for codes that only the centre shows."""

from django.utils.translation import gettext_lazy as _

from rantau.web.words import Words

LIFE: Words = {
    "dossier_opened": _("berkas dibuka"), "selection_proposed": _("seleksi diusulkan"),
    "card_issued": _("kartu diterbitkan"), "placed": _("proses sebelum berangkat selesai"),
    "departed": _("keberangkatan dicatat"), "departure_held": _("keberangkatan diperiksa ulang"),
}  # fmt: skip
CHANGES: Words = {"added": _("ditambah"), "removed": _("dihapus"), "changed": _("diubah")}
STATES: Words = {
    "met": _("terpenuhi"), "missing": _("belum ada"), "waiting": _("sedang diperiksa"), "lapsed": _("sudah lewat"),
    "refused": _("belum dapat dipakai"), "ahead": _("nanti"), "not_applicable": _("tidak diminta"), "": _("tidak ada"),
}  # fmt: skip
