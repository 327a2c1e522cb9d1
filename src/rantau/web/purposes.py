"""For what data are used, in words: what a purpose means, and what happens when its consent is withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose. ``stops`` says what ends with its consent; empty where the law is the ground."""

    title: Words
    stops: Words = ""


PURPOSES: Mapping[str, Purpose] = {
    "placement": Purpose(_("Menempatkan Anda bekerja")),
    "protection": Purpose(_("Melindungi Anda di luar negeri")),
    "credit": Purpose(
        _("Menanyakan KUR ke bank untuk Anda"),
        _("Kami tidak lagi menanyakan kredit (KUR) ke bank atas nama Anda. Kredit yang sudah Anda tanda tangani tetap "
          "berlaku menurut perjanjiannya."),
    ),
    "training": Purpose(
        _("Menawari Anda pelatihan"),
        _("Lembaga pelatihan dan bursa kerja khusus tidak lagi melihat berkas Anda, sejak saat itu juga. Mereka "
          "diminta menghapus salinan yang mereka simpan. Tawaran pelatihan tidak datang lagi."),
    ),
    "media": Purpose(
        _("Memakai cerita Anda untuk penyuluhan, tanpa nama"),
        _("Cerita Anda tidak dipakai lagi untuk penyuluhan yang baru."),
    ),
    "family_messages": Purpose(
        _("Mengirim kabar berkas kepada keluarga"),
        _("Keluarga Anda tidak lagi menerima kabar tentang berkas Anda. Dalam keadaan darurat kami tetap menghubungi "
          "orang yang Anda tunjuk."),
    ),
}  # fmt: skip


def title(code: str) -> Words:
    """Return what a purpose means to her; its code when no words are known."""
    return PURPOSES[code].title if code in PURPOSES else code
