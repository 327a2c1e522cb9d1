"""What this room writes to a person about her file; the file itself is named nowhere."""

from rantau.kernel.messages import Wording, wordings

wordings(
    Wording(
        "your_turn",
        "Giliran Anda: ada yang perlu Anda lengkapi. Lihat apa dan sampai kapan di {site}/saya.",
        "It is your turn: something is yours to bring. See what and until when at {site}/saya.",
    ),
    Wording(
        "file_shared",
        "Petugas menunjukkan berkas Anda kepada klinik, pelatih, sekolah, atau desa. Lihat siapa: {site}/saya/berbagi.",
        "An officer let a clinic, trainer, school or village see your file. See who: {site}/saya/berbagi.",
    ),
    Wording(
        "dossier_closed",
        "Berkas Anda sudah ditutup. Alasannya dan cara membukanya lagi ada di {site}/saya.",
        "Your file has been closed. The reason, and how to open it again, are at {site}/saya.",
    ),
    Wording(
        "dossier_moved",
        "Mulai hari ini berkas Anda ditangani {office}. Yang sudah lengkap tetap berlaku. Lihat {site}/saya.",
        "From today {office} handles your file. What was complete stays complete. See {site}/saya.",
    ),
)
