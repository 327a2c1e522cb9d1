"""What this room writes to a person. Phones are shared: nothing here says more than where to look."""

from rantau.kernel.messages import Wording, wordings

wordings(
    Wording(
        "welcome",
        "Anda sudah terdaftar di Rantau. Lihat langkah berikutnya di {site}/saya. Pendaftaran gratis.",
        "You are registered with Rantau. See your next step at {site}/saya. Registration is free.",
    ),
    Wording(
        "file_opened",
        "Petugas baru saja membuka data Anda untuk melayani. Lihat siapa di {site}/saya/jejak. Bukan atas permintaan "
        "Anda? Tanyakan di sana.",
        "An officer has just opened your data to serve you. See who at {site}/saya/jejak. You did not ask for it? "
        "Say so there.",
    ),
    Wording(
        "consent_honoured",
        "Penarikan izin Anda sudah dipenuhi. Yang berdasar undang-undang tetap jalan. Lihat {site}/saya/data.",
        "Your withdrawal has been honoured. What rests on the law goes on. See {site}/saya/data.",
    ),
    Wording(
        "delete_copies",
        "Orang bernomor {number} menarik izinnya. Hapus salinan berkasnya paling lambat {when}. Lihat {site}/meja.",
        "The person numbered {number} withdrew consent. Delete copies of her file by {when}. See {site}/meja.",
    ),
    Wording(
        "recovery_asked",
        "Ada permintaan memulihkan akun Anda. Kalau bukan Anda, datang ke kantor atau lapor di {site}/saya/bantuan.",
        "Somebody asked to recover your account. If it was not you, go to an office or say so at {site}/saya/bantuan.",
    ),
    Wording(
        "correction_decided",
        "Permintaan ubah data Anda sudah diputuskan. Hasil dan alasannya ada di {site}/saya/data.",
        "Your request to correct data has been decided. Result and reason are at {site}/saya/data.",
    ),
    Wording(
        "identity_claimed_too",
        "Ada data Anda yang tercatat juga untuk orang lain. Kami sedang memeriksanya; Anda tetap dilayani. "
        "Lihat {site}/saya/data.",
        "Some of your data is recorded for somebody else as well. We are looking into it and go on serving you. "
        "See {site}/saya/data.",
    ),
)
