"""What this room writes about money; no amount stands on a shared phone."""

from rantau.kernel.messages import Wording, wordings

wordings(
    Wording(
        "cost_statement_ready",
        "Rincian biaya Anda sudah ada. Baca siapa membayar apa sebelum menandatangani: {site}/saya/biaya.",
        "Your cost statement is ready. Read who pays what before you sign: {site}/saya/biaya.",
    ),
    Wording(
        "overcharge",
        "Ada pembayaran yang bukan kewajiban Anda. Anda tidak bersalah. Minta uangnya kembali: {site}/saya/pembayaran.",
        "A payment was not yours to make. You did nothing wrong. Ask for it back: {site}/saya/pembayaran.",
    ),
    Wording(
        "refund_asked",
        "Seorang calon meminta kembali uang yang bukan kewajibannya. Lihat dan kembalikan lewat {site}/p3mi.",
        "A candidate asks for money back that was not hers to pay. See it and return it through {site}/p3mi.",
    ),
)
