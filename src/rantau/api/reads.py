"""Reads of the API: who am I, my queue, one dossier, vacancies, agencies. Each in the actor's scope and read-only."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field

from rantau.api.problems import STATUSES, Problem
from rantau.kernel.actors import VISITOR, Actor, reading
from rantau.placement.demand.selectors import VacancyCard, VacancyFilter, vacancies
from rantau.placement.dossiers.pages import dossier_page
from rantau.placement.dossiers.queues import QUEUES
from rantau.placement.dossiers.selectors import QueueRow, queue
from rantau.placement.dossiers.views import DossierPage
from rantau.registry.agencies.selectors import AgencyCard, agency_check

PROBLEMS = dict.fromkeys(sorted(STATUSES), Problem)
Kind = Annotated[str, Field(pattern=f"^({'|'.join(sorted(QUEUES))})$")]
Cursor = Annotated[str, Field(max_length=300, pattern=r"^[A-Za-z0-9_=-]*$")]
router = Router(tags=["reads"])


class Model(BaseModel):
    """An answer: exactly these fields, so that nothing leaves that is not described."""

    model_config = ConfigDict(from_attributes=True)


class Me(Model):
    """The actor a token stands for."""

    account_id: UUID | None
    posting_id: UUID | None
    unit_id: UUID | None
    roles: list[str]


class Page(Model):
    """A page of a list; ``next`` is the cursor of the following page, or null at the end."""

    next: str | None


class QueuePage(Page):
    """Files that wait, what is late first."""

    items: list[QueueRow]


class Places(Model):
    """Places of one pocket."""

    pocket: str
    places: int
    left: int


class VacancyItem(Model):
    """A vacancy as everybody may read it."""

    id: UUID
    position: str
    agency: str
    agency_id: UUID
    country: str
    occupation: str
    currency: str
    wage: int
    months: int
    closes_on: str
    permit_number: str
    open: bool
    places: list[Places]


class VacancyPage(Page):
    """Open vacancies, newest first."""

    items: list[VacancyItem]


class AgencyList(Model):
    """Agencies that fit a name or a licence number, at most twenty."""

    items: list[AgencyCard]


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor whom the token's sign-in has put on the request; a visitor where none is needed."""
    actor: Actor = getattr(request, "auth", None) or VISITOR
    return actor


@router.get("/me", operation_id="me", response={200: Me, **PROBLEMS})
def me(request: HttpRequest) -> Me:
    """Return whom the token stands for."""
    actor = actor_of(request)
    return Me(
        account_id=actor.account_id, posting_id=actor.posting_id, unit_id=actor.unit_id, roles=sorted(actor.roles)
    )


@router.get("/queue", operation_id="queue", response={200: QueuePage, **PROBLEMS})
def my_queue(request: HttpRequest, kind: Kind = "all", cursor: Cursor = "") -> QueuePage:
    """Return one page of the actor's own queue of a kind, ordered by the harm of waiting."""
    actor = actor_of(request)
    with reading(actor):
        found = queue(actor, kind, cursor)
    return QueuePage(items=list(found.rows), next=found.next or None)


@router.get("/dossiers/{uuid:dossier_id}", operation_id="dossier", response={200: DossierPage, **PROBLEMS})
def dossier(request: HttpRequest, dossier_id: UUID) -> DossierPage:
    """Return what the actor reads of one file in her sight; to everybody else it does not exist."""
    actor = actor_of(request)
    with reading(actor):
        return dossier_page(actor, dossier_id)


class VacancyQuery(Model):
    """What is asked of the list of vacancies."""

    country: Annotated[str, Field(max_length=2, pattern=r"^[A-Z]*$")] = ""
    occupation: Annotated[str, Field(max_length=6, pattern=r"^[0-9]*$")] = ""
    cursor: UUID | None = None


@router.get("/vacancies", operation_id="vacancies", auth=None, response={200: VacancyPage, **PROBLEMS})
def open_vacancies(request: HttpRequest, asked: Query[VacancyQuery]) -> VacancyPage:
    """Return open vacancies of agencies that may act today. Public."""
    with reading(VISITOR):
        page = vacancies(VacancyFilter(country=asked.country, occupation=asked.occupation), str(asked.cursor or ""))
        return VacancyPage(items=[_vacancy(card) for card in page.cards], next=page.next or None)


def _vacancy(card: VacancyCard) -> VacancyItem:
    row = card.row
    return VacancyItem(
        id=row.pk, position=row.position, agency=row.agency.unit.name, agency_id=row.agency_id,
        country=row.country_id, occupation=row.occupation_id, currency=row.currency, wage=row.wage, months=row.months,
        closes_on=row.closes_on.isoformat(), permit_number=row.permit_number, open=card.open,
        places=[Places.model_validate(pocket) for pocket in card.places],
    )  # fmt: skip


Name = Annotated[str, Field(min_length=2, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]


@router.get("/agencies", operation_id="agencies", auth=None, response={200: AgencyList, **PROBLEMS})
def agencies(request: HttpRequest, name: Name) -> AgencyList:
    """Return agencies by name, former name or licence number, with licence and suspension of today. Public."""
    with reading(VISITOR):
        return AgencyList(items=agency_check(name))
