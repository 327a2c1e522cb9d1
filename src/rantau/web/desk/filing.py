"""Everything a page or act about one file needs, read once in the reader's scope."""

from dataclasses import dataclass
from uuid import UUID

from rantau.kernel import clock
from rantau.kernel.actors import Actor
from rantau.placement.agreements.models import EmploymentContract, PlacementAgreement
from rantau.placement.agreements.selectors import agreements_of, contract_of
from rantau.placement.clearance.models import Card
from rantau.placement.clearance.selectors import cards_of
from rantau.placement.demand.models import Permit
from rantau.placement.demand.selectors import permits
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.pages import dossier_page
from rantau.placement.dossiers.views import DossierPage, Head
from rantau.placement.money.selectors import Money, money_of
from rantau.placement.orientation.selectors import Seat, seats_of
from rantau.registry.agencies.models import Agency
from rantau.registry.agencies.selectors import AgencyCard, agency_card
from rantau.registry.people.selectors import PersonPage, person_page


@dataclass(frozen=True, slots=True)
class File:
    """A file with what the later rooms know of it."""

    page: DossierPage
    person: PersonPage
    money: Money
    seats: list[Seat]
    cards: list[Card]
    agreements: list[PlacementAgreement]
    contract: EmploymentContract | None
    permit: Permit | None
    agency: AgencyCard | None

    @property
    def head(self) -> Head:
        """Who and what the file is about."""
        return self.page.head

    @property
    def handled_by_id(self) -> UUID:
        """The office that has the file now."""
        return self.page.handled_by_id

    @property
    def agreement(self) -> PlacementAgreement | None:
        """The agreement in force."""
        return next((row for row in self.agreements if row.ended_at is None), None)

    @property
    def to_carry_over(self) -> bool:
        """Whether her agreement was signed in an old system and has no permit here yet."""
        return self.agreement is None and self.page.carried("placement_agreement")

    def met(self, code: str) -> bool:
        """Whether a requirement is met."""
        return any(row.code == code and row.state == "met" for row in self.page.rows)

    def state(self, code: str) -> str:
        """How a requirement stands, "" when the scheme has none."""
        return next((row.state for row in self.page.rows if row.code == code), "")


def read_file(actor: Actor, dossier_id: UUID) -> File:
    """Return the file, in a fixed number of queries.

    Raises:
        Refused: ``not_found``.
    """
    page = dossier_page(actor, dossier_id)
    return File(
        page=page,
        person=person_page(actor, page.head.person_id),
        money=money_of(actor, Dossier(id=dossier_id)),
        seats=seats_of(actor, dossier_id),
        cards=cards_of(actor, dossier_id),
        agreements=agreements_of(actor, dossier_id),
        contract=contract_of(actor, dossier_id),
        permit=_permit(actor, page),
        agency=_agency(page),
    )


def _permit(actor: Actor, page: DossierPage) -> Permit | None:
    """The permit for which she was selected; an old system's selection names none, then that of the order."""
    for row in page.rows:
        if row.code == "selection":
            named = row.open_statement or row.proof
            chosen = str(named.values.get("permit") or "") if named else ""
            found = permits(actor, "granted").filter(job_order=page.head.job_order_id)
            return (found.filter(pk=chosen) if chosen else found).first() if page.head.job_order_id else None
    return None


def _agency(page: DossierPage) -> AgencyCard | None:
    row = Agency.objects.select_related("unit__regency").filter(pk=page.head.agency_id).first()
    return agency_card(row, clock.today()) if row else None
