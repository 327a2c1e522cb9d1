"""What this room writes to an agency, by e-mail to its mailbox."""

from rantau.kernel.messages import Wording, wordings

_ORDER = "Job order {number}"
_PERMIT = "SIP2MI untuk job order {number}"
_PERMIT_EN = "The recruitment permit (SIP2MI) for job order {number}"

wordings(
    Wording(
        "job_order_verified",
        f"{_ORDER} sudah diverifikasi perwakilan. Langkah berikutnya: minta SIP2MI di {{site}}/p3mi.",
        f"{_ORDER} has been verified by the mission. Next: ask for the recruitment permit at {{site}}/p3mi.",
    ),
    Wording(
        "job_order_refused",
        f"{_ORDER} belum dapat diverifikasi. Alasannya ada di {{site}}/p3mi.",
        f"{_ORDER} cannot be verified yet. The reason is at {{site}}/p3mi.",
    ),
    Wording(
        "permit_granted",
        f"{_PERMIT} sudah terbit. Umumkan lowongannya di {{site}}/p3mi.",
        f"{_PERMIT_EN} is granted. Publish the vacancy at {{site}}/p3mi.",
    ),
    Wording(
        "permit_refused",
        f"{_PERMIT} belum dapat diterbitkan. Alasannya ada di {{site}}/p3mi.",
        f"{_PERMIT_EN} cannot be granted yet. The reason is at {{site}}/p3mi.",
    ),
    Wording(
        "permit_revoked",
        "SIP2MI {number} dicabut. Yang sudah menandatangani tetap jalan. Surat dan alasannya ada di {site}/p3mi.",
        "Recruitment permit (SIP2MI) {number} is revoked. Whoever has signed goes on. See why at {site}/p3mi.",
    ),
)
