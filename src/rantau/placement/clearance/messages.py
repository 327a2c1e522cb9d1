"""What this room writes about the card; its number and state stand behind the sign-in."""

from rantau.kernel.messages import Wording, wordings

wordings(
    Wording(
        "card_issued",
        "Kartu Anda sudah terbit. Lihat dan cetak di {site}/saya/kartu. Kartu ini gratis.",
        "Your card has been issued. See and print it at {site}/saya/kartu. The card is free.",
    ),
    Wording(
        "card_suspended",
        "Kartu Anda sedang dihentikan sementara. Alasannya dan siapa yang bisa membereskan: {site}/saya/kartu.",
        "Your card is suspended for now. The reason, and who can put it right: {site}/saya/kartu.",
    ),
    Wording(
        "card_valid",
        "Kartu Anda berlaku lagi. Lihat dan cetak yang baru di {site}/saya/kartu.",
        "Your card is valid again. See and print it at {site}/saya/kartu.",
    ),
    Wording(
        "card_revoked",
        "Kartu Anda sudah dicabut. Alasannya dan cara keberatan ada di {site}/saya/kartu.",
        "Your card has been revoked. The reason, and how to object, are at {site}/saya/kartu.",
    ),
)
