"""What this room writes to a person about selection, agreement and contract."""

from rantau.kernel.messages import Wording, wordings

wordings(
    Wording(
        "selection_verified",
        "Anda terpilih, dan pemilihannya sudah disaksikan petugas. Baca rincian biaya sebelum menandatangani apa pun: "
        "{site}/saya.",
        "You were chosen, and an officer witnessed it. Read the cost statement before you sign anything: {site}/saya.",
    ),
    Wording(
        "selection_refused",
        "Pemilihan ini belum dapat dipakai. Alasannya ada di {site}/saya. Anda tetap boleh melamar lowongan lain.",
        "This selection cannot be used yet. The reason is at {site}/saya. You may still apply elsewhere.",
    ),
    Wording(
        "agreement_signed",
        "Perjanjian penempatan Anda sudah ditandatangani di depan petugas. Baca isinya di {site}/saya.",
        "Your placement agreement has been signed before an officer. Read it at {site}/saya.",
    ),
    Wording(
        "agreement_carried",
        "Perjanjian penempatan Anda dari sistem lama tetap berlaku. Anda tidak perlu menandatangani apa pun lagi: "
        "{site}/saya.",
        "Your placement agreement from the old system still holds. You need not sign anything again: {site}/saya.",
    ),
    Wording(
        "agreement_ended",
        "Perjanjian penempatan Anda sudah diakhiri. Alasannya dan pilihan Anda ada di {site}/saya.",
        "Your placement agreement has ended. The reason and your choices are at {site}/saya.",
    ),
    Wording(
        "contract_endorsed",
        "Kontrak kerja Anda sudah disahkan perwakilan. Baca dalam bahasa sehari-hari: {site}/saya/kontrak.",
        "The mission has endorsed your contract. Read it in plain words: {site}/saya/kontrak.",
    ),
    Wording(
        "contract_refused",
        "Kontrak kerja Anda belum dapat disahkan. P3MI perlu memperbaikinya. Alasannya ada di {site}/saya/kontrak.",
        "Your contract cannot be endorsed yet. The agency must put it right. See why: {site}/saya/kontrak.",
    ),
    Wording(
        "my_agency_suspended",
        "P3MI Anda sedang diskors. Anda tidak bersalah dan uang Anda tetap hak Anda. Pilihan Anda: {site}/saya.",
        "Your agency is suspended. You did nothing wrong, and your money stays yours. Your choices: {site}/saya.",
    ),
)
