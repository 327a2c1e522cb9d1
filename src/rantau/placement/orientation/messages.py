"""What this room writes about classes. The hour is that of the office's own clocks."""

from rantau.kernel.messages import Wording, wordings

wordings(
    Wording(
        "orientation_booked",
        "OPP Anda: {when}, {office}. Bawa KTP. Kursi ini gratis. Pindah atau batal: {site}/saya/opp.",
        "Your orientation: {when}, {office}. Bring your identity card. It is free. Change: {site}/saya/opp.",
    ),
    Wording(
        "orientation_class_cancelled",
        "Kelas OPP {when} di {office} dibatalkan. Maaf. Pilih kelas lain: {site}/saya/opp.",
        "The orientation of {when} at {office} is cancelled. We are sorry. Choose another: {site}/saya/opp.",
    ),
)
