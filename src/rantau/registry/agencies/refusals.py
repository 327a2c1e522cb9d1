"""What agencies may hear as an answer, each with its rule and who can resolve it."""

from rantau.kernel.refusals import Refusal, catalogue

catalogue(
    Refusal(
        "agency_not_licensed",
        "{agency} tidak punya izin (SIP3MI) yang berlaku pada {day}. Izin terakhir: {number}.",
        "{agency} holds no licence (SIP3MI) in force on {day}. Last licence: {number}.",
        "SIP2MI-REQUIRED",
        "agency",
    ),
    Refusal(
        "agency_suspended",
        "{agency} sedang diskors dengan surat {document}: {ground} Calon yang sudah menandatangani perjanjian tetap "
        "boleh meneruskan.",
        "{agency} is suspended by document {document}: {ground} Candidates who have signed an agreement may go on.",
        "PERMEN4-2025-9",
        "ministry",
    ),
    Refusal(
        "dates_in_wrong_order",
        "Tanggal akhir tidak boleh sebelum tanggal mulai.",
        "The last day cannot be before the first.",
        "RANTAU-DATES",
        "yourself",
        field="valid_until",
        status=422,
    ),
    Refusal(
        "agency_code_taken",
        "Kode P3MI ini sudah dipakai perusahaan lain.",
        "This agency code is used by another company.",
        "RANTAU-CONSTRAINT",
        "yourself",
        field="code",
        status=422,
    ),
)
