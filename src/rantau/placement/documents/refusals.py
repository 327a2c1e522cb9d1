"""Why a document cannot be taken, or a decision not be made; each with its rule and who can resolve it."""

from rantau.kernel.refusals import Refusal, catalogue


def _entry(code: str, text_id: str, text_en: str, rule: str, field: str) -> Refusal:
    return Refusal(code, text_id, text_en, rule, "yourself", field=field, status=422)


catalogue(
    Refusal(
        "kind_of_system",
        "Bukti jenis ini hanya dibuat oleh sistem pada saat kejadiannya, tidak dapat diserahkan.",
        "Proof of this kind is made by the system when it happens; it cannot be handed in.",
        "RANTAU-SYSTEM-EVIDENCE",
        "office",
        field="kind",
    ),
    _entry(
        "kind_unknown",
        "Dokumen jenis ini tidak diminta aturan mana pun untuk skema ini. Kantor tidak dapat menambah syarat.",
        "No rule of this scheme asks for a document of this kind. An office cannot add requirements.",
        "RANTAU-CHECKLIST",
        "kind",
    ),
    Refusal(
        "kind_not_yours",
        "Dokumen ini diserahkan oleh pihak lain.",
        "This document is brought by somebody else.",
        "RANTAU-CHECKLIST",
        "office",
        field="kind",
        status=403,
    ),
    _entry(
        "number_needed", "Tulis nomor dokumen ini.", "Give the number of this document.", "RANTAU-CHECKLIST", "number"
    ),
    _entry(
        "date_needed",
        "Tulis tanggal terbit atau tanggal pemeriksaan: masa berlakunya dihitung dari situ.",
        "Give the day of issue or examination: how long it holds is counted from it.",
        "RANTAU-CHECKLIST",
        "issued_on",
    ),
    _entry(
        "date_in_future",
        "Tanggal terbit tidak bisa setelah hari ini.",
        "The day of issue cannot be after today.",
        "RANTAU-CHECKLIST",
        "issued_on",
    ),
    _entry(
        "dates_crossed",
        "Tanggal berakhir tidak bisa sebelum tanggal terbit.",
        "The last day cannot be before the day of issue.",
        "RANTAU-CHECKLIST",
        "valid_until",
    ),
    _entry(
        "value_unknown",
        "Isian {name} tidak dikenal untuk dokumen ini.",
        "The entry {name} is not known for this document.",
        "RANTAU-CHECKLIST",
        "values",
    ),
    _entry(
        "result_needed",
        "Pilih hasilnya.",
        "Choose the result.",
        "RANTAU-CHECKLIST",
        "values",
    ),
    _entry(
        "mrz_wrong",
        "Dua baris bawah paspor belum terbaca benar ({part}). Salin lagi persis seperti tertulis.",
        "The two lines at the foot of the passport do not read right ({part}). Copy them again exactly.",
        "ICAO-9303-4",
        "mrz",
    ),
    _entry(
        "passport_number_unread",
        "Nomor paspor belum terbaca. Salin huruf dan angkanya dari halaman data.",
        "The passport number cannot be read. Copy its letters and digits from the data page.",
        "ICAO-9303-4",
        "number",
    ),
    _entry("photo_needed", "Sertakan fotonya.", "Attach the photograph.", "PHOTO", "content"),
    _entry(
        "photo_not_image",
        "Pasfoto harus berupa foto (JPEG, PNG atau WebP), bukan PDF.",
        "The photograph must be a picture (JPEG, PNG or WebP), not a PDF.",
        "PHOTO",
        "content",
    ),
    Refusal(
        "deciding_not_yours",
        "Yang memeriksa dokumen jenis ini pihak lain.",
        "Documents of this kind are checked by somebody else.",
        "RANTAU-TWO-PERSONS",
        "office",
        status=403,
    ),
    _entry(
        "rule_not_in_book",
        "Penolakan harus menyebut aturan yang ada untuk syarat ini: {rules}.",
        "A refusal must cite a rule that stands for this requirement: {rules}.",
        "RANTAU-CHECKLIST",
        "rule",
    ),
    _entry(
        "refusal_incomplete",
        "Penolakan harus menyebut apa yang Anda lihat, siapa yang dapat membereskan, dan sampai kapan.",
        "A refusal must say what you saw, who can put it right, and until when.",
        "RANTAU-FIVE-PARTS",
        "seen",
    ),
    _entry(
        "until_in_past",
        "Batas waktu perbaikan tidak bisa sebelum hari ini.",
        "The day to put it right by cannot be before today.",
        "RANTAU-FIVE-PARTS",
        "until",
    ),
    Refusal(
        "answer_without_reference",
        "Jawaban mitra harus menyebut nomor rujukannya.",
        "A partner's answer must name its reference.",
        "RANTAU-PARTNER",
        "office",
        field="reference",
        status=422,
    ),
)
