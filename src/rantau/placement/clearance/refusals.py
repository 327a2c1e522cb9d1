"""Why a clearance card cannot be issued, stopped or put back into force yet."""

from rantau.kernel.refusals import Refusal, catalogue

CARD = "PERMEN34-2025-CARD"

catalogue(
    Refusal(
        "card_nobody_checked",
        "Belum ada petugas dari unit lain yang memeriksa identitas atau dokumen berkas ini.",
        "No officer of another unit has checked identity or documents of this file yet.",
        "RANTAU-TWO-PERSONS",
        "office",
        status=403,
    ),
    Refusal(
        "card_own_file",
        "Ini berkas Anda sendiri; kartu harus diterbitkan petugas lain.",
        "This is your own file; another officer must issue the card.",
        "RANTAU-TWO-PERSONS",
        "office",
        status=403,
    ),
    Refusal(
        "card_passport_incomplete",
        "Nomor dan masa berlaku paspor di berkas belum lengkap; kartu terikat pada paspor itu.",
        "Number and validity of the passport are not complete on file; the card is bound to that passport.",
        CARD,
        "office",
    ),
    Refusal(
        "card_papers_end_before",
        "Kontrak, visa, atau paspor di berkas sudah berakhir; kartu tidak bisa berlaku lebih lama.",
        "Contract, visa or passport on file has ended; a card cannot last longer.",
        CARD,
        "candidate",
    ),
    Refusal(
        "card_no_key",
        "Kunci penerbit kartu tidak tersedia. Pengelola sistem harus memutarnya dulu; tidak ada yang berubah.",
        "No issuing key is available. The administrators must rotate it first; nothing has changed.",
        "RANTAU-KEYS",
        "ministry",
        status=503,
    ),
    Refusal(
        "card_not_valid",
        "Kartu ini sudah ditangguhkan, dicabut, atau berakhir.",
        "This card is suspended, revoked or has ended already.",
        CARD,
        "office",
    ),
    Refusal(
        "card_not_suspended",
        "Hanya kartu yang ditangguhkan dapat diberlakukan kembali; kartu yang dicabut diganti kartu baru.",
        "Only a suspended card can be put back into force; a revoked one is replaced by a new card.",
        CARD,
        "office",
    ),
    Refusal(
        "identity_awaits_verification",
        "Data identitas orang ini diperbaiki dan belum diverifikasi lagi. Verifikator memeriksanya dulu dengan dokumen"
        " asli.",
        "This person's identity was corrected and has not been verified again. A verifier checks it against the"
        " original document first.",
        "RANTAU-TWO-PERSONS",
        "office",
    ),
    Refusal(
        "card_needs_another",
        "Paspor, tanggal lahir, atau masa berlaku yang terikat pada kartu ini sudah berubah. Cabut kartu ini, lalu"
        " terbitkan kartu baru.",
        "Passport, birth date or term that this card is bound to have changed. Revoke this card, then issue a new one.",
        CARD,
        "office",
    ),
)
