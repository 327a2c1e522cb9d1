"""Small checks of employers and partner agencies abroad."""

from datetime import date

from rantau.kernel.refusals import Refusal, catalogue, refusal
from rantau.registry.employers.models import Employer, PartnerAgency

catalogue(
    Refusal(
        "employer_blocked",
        "Pemberi kerja ini tidak boleh menerima pekerja: {ground}",
        "This employer may not take on workers: {ground}",
        "UU18-31",
        "mission",
    ),
    Refusal(
        "employer_known",
        "Pemberi kerja ini sudah tercatat di kota itu. Pilih yang sudah ada.",
        "This employer is already on record in that city. Choose the existing one.",
        "RANTAU-CONSTRAINT",
        "yourself",
        field="name",
    ),
    Refusal(
        "partner_not_listed",
        "Mitra usaha ini tidak lagi ada dalam daftar perwakilan sejak {day}.",
        "This partner agency has not been on the mission's list since {day}.",
        "JO-VERIFIED",
        "mission",
    ),
    Refusal(
        "country_unknown",
        "Negara ini tidak ada dalam daftar.",
        "This country is not on the list.",
        "RANTAU-CONSTRAINT",
        "yourself",
        field="country",
        status=422,
    ),
)


def may_employ(employer: Employer) -> Refusal | None:
    """Return why this employer may take on nobody, or None."""
    return refusal("employer_blocked", ground=employer.blocked_because) if employer.blocked_because else None


def is_listed(partner: PartnerAgency | None, day: date) -> Refusal | None:
    """Return why a partner agency may not bring an order on a legal date, or None; an order may have none."""
    if partner is None or partner.listed_until is None or partner.listed_until >= day:
        return None
    return refusal("partner_not_listed", day=f"{partner.listed_until:%d-%m-%Y}")
