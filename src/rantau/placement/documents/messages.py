"""What this room writes to a person; which paper it is about stands behind the sign-in."""

from rantau.kernel.messages import Wording, wordings

wordings(
    Wording(
        "evidence_refused",
        "Satu surat Anda belum dapat dipakai. Alasannya dan siapa yang bisa membereskan ada di {site}/saya.",
        "One of your papers cannot be used yet. The reason, and who can put it right, are at {site}/saya.",
    ),
)
