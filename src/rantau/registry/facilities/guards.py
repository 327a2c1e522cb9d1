"""Small checks of clinics and training bodies."""

from datetime import date

from rantau.kernel.refusals import Refusal, catalogue, refusal
from rantau.registry.facilities.selectors import appointed_on
from rantau.registry.offices.models import Unit

catalogue(
    Refusal(
        "facility_not_appointed",
        "{facility} tidak ditunjuk pada {day}, jadi suratnya belum dapat dipakai. Pilih sarana yang ditunjuk.",
        "{facility} held no appointment on {day}, so its certificate cannot be used. Choose an appointed facility.",
        "PERPRES64-14-FACILITY",
        "ministry",
    ),
)


def may_certify(unit: Unit, day: date) -> Refusal | None:
    """Return why a facility's proof of that legal date does not count, or None."""
    if appointed_on(unit, day) is not None:
        return None
    return refusal("facility_not_appointed", facility=unit.name, day=f"{day:%d-%m-%Y}")
