"""What this room writes after the gate."""

from rantau.kernel.messages import Wording, wordings

wordings(
    Wording(
        "departed",
        "Keberangkatan Anda sudah tercatat. Setelah tiba, lapor diri di {site}/saya/tiba. Selamat jalan.",
        "Your departure is recorded. When you have arrived, report it at {site}/saya/tiba. Have a good journey.",
    ),
    Wording(
        "departure_postponed",
        "Keberangkatan Anda ditunda. Apa yang perlu dibereskan, dan oleh siapa, ada di {site}/saya.",
        "Your departure is postponed. What must be put right, and by whom, is at {site}/saya.",
    ),
)
