"""Every reason the verifier can give: code → outcome, sentence in Indonesian, sentence in English.

The outcome belongs to the code, so that no branch can answer ACCEPT with the reason of a refusal.
"""

from __future__ import annotations

from typing import Final

A, R, U = "ACCEPT", "REJECT", "UNKNOWN"

CARD: Final[dict[str, tuple[str, str, str]]] = {
    "card_valid": (A, "Kartu asli dan berlaku.", "The card is genuine and valid."),
    "too_long": (R, "Kode terlalu panjang untuk sebuah kartu.", "The code is too long to be a card."),
    "not_a_card": (R, "Ini bukan kode kartu Rantau.", "This is not the code of a Rantau card."),
    "encoding_bad": (R, "Kode rusak atau diubah.", "The code is damaged or altered."),
    "structure_bad": (R, "Isi kode tidak sesuai format kartu.", "The contents do not have the form of a card."),
    "algorithm_refused": (
        R,
        "Kode memakai cara tanda tangan yang tidak diizinkan.",
        "The code uses a way of signing that is not allowed.",
    ),
    "signature_bad": (R, "Tanda tangan kartu palsu.", "The signature on the card is false."),
    "key_withdrawn": (
        R,
        "Kunci penanda tangan kartu ini telah dicabut.",
        "The key that signed this card has been withdrawn.",
    ),
    "key_out_of_period": (
        R,
        "Kartu ditandatangani di luar masa berlaku kuncinya.",
        "The card was signed outside the period of its key.",
    ),
    "claims_bad": (R, "Isian kartu tidak masuk akal.", "The entries on the card make no sense."),
    "expired": (R, "Masa berlaku kartu sudah lewat.", "The card has expired."),
    "not_yet_valid": (R, "Kartu belum mulai berlaku.", "The card is not valid yet."),
    "never_issued": (R, "Kartu ini tidak pernah diterbitkan.", "This card was never issued."),
    "digest_differs": (
        R,
        "Isi kartu berbeda dari yang diterbitkan dengan nomor ini.",
        "The card differs from what was issued under this number.",
    ),
    "suspended": (R, "Kartu sedang ditangguhkan.", "The card is suspended."),
    "revoked": (R, "Kartu telah dicabut.", "The card has been revoked."),
    "passport_differs": (
        R,
        "Kartu ini bukan untuk paspor yang ditunjukkan.",
        "The card does not belong to the passport shown.",
    ),
    "key_unknown": (
        U,
        "Kunci kartu ini tidak ada di perangkat; perbarui daftar kunci.",
        "The key of this card is not on this device; update the list of keys.",
    ),
    "version_newer": (
        U,
        "Kartu memakai versi format yang lebih baru; perbarui pemeriksa.",
        "The card uses a newer version of the format; update the verifier.",
    ),
    "status_missing": (
        U,
        "Tanda tangan benar, tetapi daftar status kartu tidak ada.",
        "The signature is right, but there is no status list to check the card against.",
    ),
    "status_old": (
        U,
        "Daftar status lebih dari 72 jam; perbarui dahulu.",
        "The status list is older than 72 hours; update it first.",
    ),
    "newer_than_list": (
        U,
        "Kartu lebih baru daripada daftar status; perbarui daftar.",
        "The card is newer than the status list; update the list.",
    ),
    "clock_behind": (
        U,
        "Jam perangkat lebih lambat dari waktu yang ditandatangani; betulkan jam.",
        "The clock of this device is behind a signed time; correct the clock.",
    ),
}

JOURNAL: Final[dict[str, tuple[str, str, str]]] = {
    "history_intact": (
        A,
        "Riwayat utuh dan sesuai dengan tanda yang dipegang saksi.",
        "The history is whole and agrees with the checkpoints the witness holds.",
    ),
    "entry_malformed": (R, "Catatan tidak dalam bentuk baku.", "An entry is not in canonical form."),
    "entry_missing": (R, "Ada catatan yang hilang.", "An entry is missing."),
    "entry_order": (
        R,
        "Catatan disisipkan, dibuang, atau ditukar urutannya.",
        "An entry was inserted, removed or moved.",
    ),
    "entry_changed": (R, "Isi catatan telah diubah.", "An entry has been changed."),
    "entry_not_sealed": (
        R,
        "Ada catatan di luar kelompok yang disegel.",
        "There is an entry outside the sealed batches.",
    ),
    "batch_malformed": (R, "Kelompok segel tidak dalam bentuk baku.", "A batch is not in canonical form."),
    "batch_order": (R, "Kelompok segel hilang atau tidak berurutan.", "A batch is missing or out of order."),
    "chain_broken": (
        R,
        "Rantai segel terputus: riwayat sebelumnya diubah.",
        "The chain of heads is broken: earlier history was changed.",
    ),
    "checkpoint_differs": (
        R,
        "Tanda segel tidak cocok dengan kelompoknya.",
        "A checkpoint does not match its batch.",
    ),
    "checkpoint_forged": (
        R,
        "Tanda segel di ekspor tidak bertanda tangan sah.",
        "A checkpoint in the export has no good signature.",
    ),
    "clock_shifted": (R, "Waktu dalam riwayat mundur atau digeser.", "Times in the history run backwards."),
    "history_differs": (
        R,
        "Riwayat berbeda dari tanda yang dipegang saksi.",
        "The history differs from a checkpoint the witness holds.",
    ),
    "truncated": (
        R,
        "Riwayat berakhir sebelum tanda terakhir yang dipegang saksi.",
        "The history ends before the last checkpoint the witness holds.",
    ),
    "split_view": (
        R,
        "Server menandatangani dua riwayat yang berbeda.",
        "The server signed two different histories.",
    ),
    "no_trusted_checkpoint": (
        U,
        "Tidak ada tanda tepercaya; riwayat yang ditulis ulang tidak akan terlihat.",
        "There is no trusted checkpoint; a rewritten history would not show.",
    ),
    "checkpoint_unverifiable": (
        U,
        "Tanda yang dipegang saksi tidak dapat diperiksa dengan kunci ini.",
        "A checkpoint the witness holds cannot be checked with this key.",
    ),
}

INPUT: Final[dict[str, tuple[str, str, str]]] = {
    "usage": (U, "Perintah tidak lengkap atau salah.", "The command is incomplete or wrong."),
    "unreadable": (U, "Berkas tidak dapat dibaca.", "A file cannot be read."),
    "keys_bad": (U, "Daftar kunci tidak dapat dipakai.", "The list of keys cannot be used."),
    "list_untrusted": (
        U,
        "Daftar status rusak atau tidak bertanda tangan sah.",
        "The status list is damaged or has no good signature.",
    ),
    "passport_unreadable": (
        U,
        "Baris paspor tidak terbaca dengan benar; pindai atau ketik ulang.",
        "The passport's lines were not read correctly; scan or type them again.",
    ),
}

REASONS: Final[dict[str, tuple[str, str, str]]] = {**CARD, **JOURNAL, **INPUT}
