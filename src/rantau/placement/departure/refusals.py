"""Why something at the gate, a departure or an arrival cannot be recorded yet. The process is meant, never a person."""

from rantau.kernel.refusals import Refusal, catalogue

INFORMATIVE = "GATE-INFORMATIVE"
OUTCOMES = "GATE-OUTCOMES"
REPORT = "UU18-6-REPORT"
REPORTED = "DEPARTURE-REPORTED"

catalogue(
    Refusal(
        "gate_not_found",
        "Tidak ada berkas dengan paspor atau kartu ini. Periksa sekali lagi, lalu bantu di meja layanan.",
        "There is no file with this passport or card. Check once more, then help at the service desk.",
        INFORMATIVE,
        "office",
        status=404,
    ),
    Refusal(
        "gate_one_search_only",
        "Isi satu saja: paspor, nomor kartu, atau kode QR.",
        "Fill in one only: passport, card number or QR code.",
        INFORMATIVE,
        "yourself",
        status=422,
    ),
    Refusal(
        "gate_check_old",
        "Pemeriksaan ini bukan dari hari ini atau sudah ditutup. Periksa lagi.",
        "This check is not of today or has been closed. Check again.",
        OUTCOMES,
        "yourself",
    ),
    Refusal(
        "gate_check_red",
        "Hasilnya merah: {what} Perbaiki dulu, lalu periksa lagi.",
        "The result is red: {what_en} Put it right first, then check again.",
        OUTCOMES,
        "office",
    ),
    Refusal(
        "gate_reason_needed",
        "Hasilnya kuning. Tulis mengapa orang ini tetap berangkat.",
        "The result is amber. Write why this person departs all the same.",
        INFORMATIVE,
        "yourself",
        field="reason",
        status=422,
    ),
    Refusal(
        "card_is_no_ground",
        "Kartu yang belum ada bukan alasan menahan orang. Sebutkan apa lagi yang tampak tidak beres, atau biarkan "
        "orangnya berangkat.",
        "A card that is missing is no ground to hold anybody. Say what else looks wrong, or let the person go.",
        INFORMATIVE,
        "yourself",
        field="ground",
    ),
    Refusal(
        "gate_review_open",
        "Keberangkatan ini sedang menunggu pemeriksaan ulang oleh petugas lain, hari ini juga.",
        "This departure is waiting for a review by another officer, this very day.",
        OUTCOMES,
        "office",
    ),
    Refusal(
        "gate_not_held",
        "Tidak ada keberangkatan yang menunggu pemeriksaan ulang di sini.",
        "No departure is waiting for a review here.",
        OUTCOMES,
        "office",
    ),
    Refusal(
        "departed_already",
        "Keberangkatan berkas ini sudah dicatat pada {day}.",
        "The departure of this file was recorded on {day}.",
        REPORTED,
        "office",
    ),
    Refusal(
        "airport_unknown",
        "Kode bandara ini tidak ada di daftar.",
        "This airport code is not in the list.",
        REPORTED,
        "yourself",
        field="airport",
        status=422,
    ),
    Refusal(
        "not_departed_yet",
        "Keberangkatan berkas ini belum dicatat; lapor tiba dilakukan sesudahnya.",
        "The departure of this file has not been recorded; arrival is reported afterwards.",
        REPORT,
        "office",
    ),
    Refusal(
        "arrival_day_impossible",
        "Tanggal tiba harus antara tanggal berangkat dan hari ini di negara tujuan.",
        "The day of arrival lies between the departure and today in the country of destination.",
        REPORT,
        "yourself",
        field="arrived_on",
        status=422,
    ),
)
