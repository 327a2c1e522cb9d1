"""What stands against a cost statement or a payment, each with its rule and who can resolve it."""

from rantau.kernel.refusals import Refusal, catalogue

catalogue(
    Refusal(
        "no_destination_yet",
        "Negara dan jabatan belum diketahui, jadi biayanya belum dapat dirinci. P3MI mengusulkan seleksi lebih dulu.",
        "Country and occupation are not known yet, so costs cannot be listed. The agency proposes a selection first.",
        "UU18-30",
        "agency",
    ),
    Refusal(
        "no_cost_statement",
        "Rincian biaya belum dibuat. P3MI atau petugas yang membuatnya.",
        "There is no cost statement yet. The agency or an officer issues it.",
        "UU18-30",
        "agency",
    ),
    Refusal(
        "cost_statement_changed",
        "Rincian biaya sudah diperbarui sejak Anda membukanya. Baca lagi yang terbaru.",
        "The cost statement was renewed since you opened it. Read the newest one.",
        "UU18-30",
        "yourself",
    ),
    Refusal(
        "her_confirmation_needed",
        "Petugas hanya mencatat persetujuan yang calon berikan di kertas atau dengan cap jempol.",
        "An officer only records consent that the candidate gave on paper or by thumbprint.",
        "UU18-30",
        "yourself",
        field="confirmation",
        status=422,
    ),
    Refusal(
        "paid_in_future",
        "Tanggal bayar tidak bisa sesudah hari ini.",
        "The day of payment cannot be after today.",
        "RANTAU-DATES",
        "yourself",
        field="paid_on",
        status=422,
    ),
    Refusal(
        "receipt_needed",
        "Pilih foto atau PDF kuitansinya dulu.",
        "Choose the photo or PDF of the receipt first.",
        "UU18-72",
        "yourself",
        field="content",
        status=422,
    ),
    Refusal(
        "receipt_attached_already",
        "Pembayaran ini sudah punya kuitansi. Ada kuitansi lain? Catat sebagai pembayaran tersendiri.",
        "This payment has a receipt already. Is there another one? Record it as a payment of its own.",
        "UU18-72",
        "yourself",
    ),
    Refusal(
        "nothing_to_refund",
        "Pembayaran ini sesuai aturan, jadi tidak ada yang harus kembali.",
        "This payment was in order, so nothing has to be returned.",
        "UU18-72",
        "yourself",
    ),
    Refusal(
        "refund_asked_already",
        "Permintaan pengembalian untuk pembayaran ini sudah dikirim.",
        "A refund of this payment has been asked for already.",
        "UU18-72",
        "yourself",
    ),
)
