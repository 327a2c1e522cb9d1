"""What stands against opening or renaming a unit."""

from rantau.kernel.refusals import Refusal, catalogue

catalogue(
    Refusal(
        "unit_code_taken",
        "Kode ini sudah dipakai unit lain.",
        "Another unit has this code already.",
        "RANTAU-CONSTRAINT",
        "yourself",
        field="code",
        status=422,
    ),
    Refusal(
        "unit_place_unknown",
        "Kabupaten, kota, atau negara ini tidak ada di daftar.",
        "This regency, city or country is not in the list.",
        "UU27-2022-29",
        "yourself",
        field="place",
        status=422,
    ),
    Refusal(
        "name_from_impossible",
        "Nama baru berlaku mulai hari ini atau sebelumnya, dan sesudah nama yang sekarang.",
        "A new name holds from today or an earlier day, and after the present one began.",
        "RANTAU-DATES",
        "yourself",
        field="since",
        status=422,
    ),
)
