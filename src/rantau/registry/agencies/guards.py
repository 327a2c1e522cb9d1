"""Small checks of an agency: may it begin something new today?"""

from datetime import date

import rantau.registry.agencies.refusals  # noqa: F401 - the texts register themselves
from rantau.kernel.refusals import Refusal, Refused, refusal
from rantau.registry.agencies.models import Agency, Suspension
from rantau.registry.agencies.selectors import last_day, licence_on, suspension_on


def may_act(agency: Agency, day: date, country: str = "") -> Refusal | None:
    """Return why the agency may not begin anything new on this day, or None: licensed and not suspended.

    It concerns new job orders, permits, vacancies, selections and agreements only. What candidates under an agreement
    still need is never asked this question (domain §3.3: an agency's sanction once stopped innocent people).
    """
    if licence_on(agency, day) is None:
        last = agency.licences.order_by("-during").first()
        number = last.number if last else "-"
        return refusal("agency_not_licensed", agency=agency.unit.name, day=f"{day:%d-%m-%Y}", number=number)
    stands = suspension_on(agency, day, country)
    return None if stands is None else suspended(agency, stands)


def suspended(agency: Agency, stands: Suspension) -> Refusal:
    """Return the refusal that names a suspension's document, ground and last day."""
    return refusal(
        "agency_suspended",
        until=last_day(stands),
        agency=agency.unit.name,
        document=stands.document,
        ground=stands.ground.rstrip(".") + ".",
    )


def require_may_act(agency: Agency, day: date, country: str = "") -> None:
    """Refuse what ``may_act`` says.

    Raises:
        Refused: ``agency_not_licensed`` or ``agency_suspended``.
    """
    if why := may_act(agency, day, country):
        raise Refused(why)
