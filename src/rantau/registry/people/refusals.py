"""Why something about a person cannot be done yet."""

from dataclasses import replace
from typing import NoReturn

from rantau.kernel.refusals import Refusal, Refused, catalogue, refusal
from rantau.registry.people.identifiers import TEXTS, IdentifierError

CODES = {**{code: code for code in TEXTS}, "passport_form": "passport_number_form"}
"""Refusal code of each error of an identifier; ``passport_form`` is the documents room's, about the paper itself."""

catalogue(
    Refusal(
        "proof_needed",
        "Lampirkan foto atau PDF dokumen yang menunjukkan data yang benar. Tidak punya? Datang ke kantor mana pun "
        "dengan dokumen aslinya.",
        "Attach a photo or PDF of the document that shows the right data. You have none? Come to any office with the "
        "original.",
        "UU27-2022-6",
        "yourself",
        field="content",
        status=422,
    ),
    *(Refusal(CODES[code], *texts, rule="UU24-2013-13", who="yourself", status=422) for code, texts in TEXTS.items()),
    Refusal(
        "birth_date_impossible",
        "Tanggal lahir ini tidak mungkin. Periksa lagi seperti tertulis di KTP atau akta.",
        "This date of birth cannot be. Check it against the identity card or birth certificate.",
        "UU24-2013-13",
        "yourself",
        field="birth_date",
        status=422,
    ),
    Refusal(
        "name_unreadable",
        "Tulis nama dengan huruf Latin, seperti di KTP atau paspor.",
        "Write the name in Latin letters, as on the identity card or passport.",
        "UU24-2013-13",
        "yourself",
        field="name",
        status=422,
    ),
    Refusal(
        "email_form",
        "Alamat surel ini belum terbaca. Contoh: nama@contoh.id.",
        "This e-mail address cannot be read. Example: name@example.org.",
        "UU18-13",
        "yourself",
        field="value",
        status=422,
    ),
    Refusal(
        "place_unknown",
        "Wilayah ini tidak ada di daftar Kemendagri.",
        "This place is not in the list of regions.",
        "UU24-2013-13",
        "yourself",
        field="home",
        status=422,
    ),
    Refusal(
        "too_many_tries",
        "Data ini sudah dicoba beberapa kali hari ini. Coba lagi besok, atau datang ke kantor layanan mana pun.",
        "These data were tried several times today. Try again tomorrow, or come to any service office.",
        "UU27-2022-35",
        "office",
        status=429,
    ),
    Refusal(
        "search_budget_used",
        "Jatah pencarian Anda hari ini sudah terpakai. Atasan Anda dapat melihat sebabnya.",
        "Your searches for today are used up. Your supervisor can see why.",
        "UU27-2022-35",
        "office",
        status=429,
    ),
    Refusal(
        "identity_frozen",
        "Identitas ini sudah diverifikasi. Ajukan perubahan data dengan bukti; orang lain yang memutuskan.",
        "This identity is verified. Ask for a correction with proof; somebody else decides it.",
        "UU27-2022-6",
        "office",
    ),
    Refusal(
        "identity_incomplete",
        "Ringkasan data belum disetujui orangnya sendiri. Minta dia memeriksa dan menyetujuinya dulu.",
        "The person has not yet confirmed the summary of her data. Let her check and confirm it first.",
        "UU27-2022-29",
        "yourself",
    ),
    Refusal(
        "already_verified",
        "Identitas ini sudah diverifikasi.",
        "This identity is verified already.",
        "UU24-2013-13",
        "office",
    ),
    Refusal(
        "already_confirmed",
        "Ringkasan data ini sudah disetujui.",
        "This summary was confirmed already.",
        "UU27-2022-29",
        "office",
    ),
    Refusal(
        "confirmed_by_other_way",
        "Dari akun sendiri, setujui sendiri; petugas menyatakan bahwa orangnya menandatangani ringkasan.",
        "From your own account, confirm it yourself; an officer states that the person signed the summary.",
        "UU27-2022-29",
        "yourself",
        field="how",
        status=422,
    ),
    Refusal(
        "identifier_already",
        "Orang ini sudah punya nomor jenis ini. Ajukan perubahan data kalau nomornya keliru.",
        "This person has a number of this kind already. Ask for a correction if it is wrong.",
        "UU24-2013-13",
        "office",
    ),
    Refusal(
        "consent_rests_on_law",
        "Data untuk tujuan ini disimpan karena undang-undang, bukan karena persetujuan.",
        "Data for this purpose are kept because the law says so, not by consent.",
        "UU27-2022-20",
        "office",
        field="purpose",
    ),
    Refusal(
        "nothing_changes",
        "Isian baru sama dengan yang tercatat.",
        "The new entry is the same as the one on record.",
        "UU27-2022-6",
        "yourself",
        field="new",
        status=422,
    ),
    Refusal(
        "own_request",
        "Anda sendiri yang mengajukan ini; yang memutuskan harus orang lain.",
        "You asked for this yourself; somebody else must decide it.",
        "RANTAU-TWO-PERSONS",
        "office",
        status=403,
    ),
)


def refuse_identifier(error: IdentifierError, field: str) -> NoReturn:
    """Raise what the reading of an identifier found, in its own words.

    Raises:
        Refused: always; the sentence never repeats the value.
    """
    raise Refused(replace(refusal(CODES[error.code]), id=error.id, en=error.en, field=field)) from error
