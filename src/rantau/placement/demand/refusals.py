"""What stands against an order, a permit or a vacancy, each with its rule and who can resolve it."""

from rantau.kernel.refusals import Refusal, catalogue

CLOSED = Refusal(
    "destination_closed",
    "Tujuan ini belum dibuka untuk penempatan ini.",
    "This destination is not open for this placement.",
    "UU18-31",
    "ministry",
)

catalogue(
    CLOSED,
    Refusal(
        "other_mission",
        "Job order ini diajukan ke {mission}; hanya petugas di sana yang memutuskannya.",
        "This job order was put to {mission}; only an officer there decides on it.",
        "JO-VERIFIED",
        "mission",
        status=403,
    ),
    Refusal(
        "not_a_mission",
        "Pilih perwakilan RI yang menerima job order ini.",
        "Choose the Indonesian mission that receives this job order.",
        "JO-VERIFIED",
        "yourself",
        field="mission_id",
        status=422,
    ),
    Refusal(
        "employer_elsewhere",
        "Pemberi kerja dan mitra usaha harus berada di negara tujuan job order.",
        "The employer and the partner agency must be in the order's country.",
        "JO-FIELDS",
        "yourself",
        field="employer_id",
        status=422,
    ),
    Refusal(
        "occupation_unknown",
        "Jabatan ini tidak ada dalam daftar.",
        "This occupation is not on the list.",
        "JO-FIELDS",
        "yourself",
        field="occupation",
        status=422,
    ),
    Refusal(
        "order_not_verified",
        "Job order ini belum diverifikasi {mission}, atau masa berlakunya sudah lewat.",
        "This job order has not been verified by {mission}, or its time has passed.",
        "JO-VERIFIED",
        "mission",
    ),
    Refusal(
        "permit_not_granted",
        "Izin SIP2MI ini tidak berlaku pada {day}. Kementerian yang dapat menerbitkan atau memperpanjangnya.",
        "This recruitment permit is not in force on {day}. The ministry can grant or renew it.",
        "SIP2MI-MINISTER",
        "ministry",
    ),
    Refusal(
        "quota_above_order",
        "Kuota tidak boleh melebihi jumlah pada job order: {male} laki-laki, {female} perempuan, {mixed} campuran.",
        "The quota cannot exceed the job order: {male} men, {female} women, {mixed} of either.",
        "SIP2MI-MINISTER",
        "yourself",
        field="male",
        status=422,
    ),
    Refusal(
        "quota_empty",
        "Kuota harus menyediakan paling sedikit satu tempat.",
        "The quota must have at least one place.",
        "SIP2MI-MINISTER",
        "yourself",
        field="male",
        status=422,
    ),
    Refusal(
        "vacancy_dates",
        "Lowongan ditutup paling cepat hari ini dan paling lambat {day}, hari terakhir SIP2MI.",
        "A vacancy closes today at the earliest and on {day}, the permit's last day, at the latest.",
        "SIP2MI-REQUIRED",
        "yourself",
        field="closes_on",
        status=422,
    ),
    Refusal(
        "decides_own_request",
        "Anda sendiri yang mengajukan ini; yang memutuskan harus orang lain.",
        "You asked for this yourself; somebody else must decide on it.",
        "RANTAU-TWO-PERSONS",
        "office",
        status=403,
    ),
)
