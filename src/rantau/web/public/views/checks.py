"""Check before paying or leaving: agencies, vacancies."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from rantau.kernel import clock
from rantau.kernel.actors import reading
from rantau.placement.demand import selectors as demand
from rantau.placement.demand.selectors import VacancyFilter
from rantau.registry.agencies import selectors as agencies
from rantau.web.access import ActorRequest, page
from rantau.web.look.wording import language
from rantau.web.public import cards, costs, lawbook
from rantau.web.public.forms import AgencyForm, CardForm, VacancyForm


@page(public=True)
def agency_check(request: ActorRequest) -> HttpResponse:
    """Say whether an agency is licensed today and whether something stands against it."""
    form = AgencyForm(request.GET or None)
    found = agencies.agency_check(form.cleaned_data["q"]) if form.is_valid() else []
    return render(request, "public/agency_check.html", {"form": form, "found": found, "asked": form.is_valid()})


@page(public=True)
def vacancies(request: ActorRequest) -> HttpResponse:
    """List what is open today; every one of them has a permit."""
    form = VacancyForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    filters = VacancyFilter(country=asked.get("negara", ""), pocket=asked.get("untuk", ""), text=asked.get("q", ""))
    found = demand.vacancies(filters, request.GET.get("lanjut", ""))
    following = {**{name: value for name, value in asked.items() if value}, "lanjut": found.next}
    shown = {
        "form": form,
        "found": found,
        "next": f"{reverse('vacancies')}?{urlencode(following)}" if found.next else "",
        "first": reverse("vacancies") if request.GET.get("lanjut") else "",
    }
    return render(request, "public/vacancies.html", shown)


@page(public=True)
def vacancy(request: ActorRequest, vacancy_id: UUID) -> HttpResponse:
    """Show one vacancy, open or closed.

    Raises:
        Http404: there is none.
    """
    card = demand.vacancy(vacancy_id)
    if card is None:
        raise Http404
    shares = costs.shares(lawbook.book_in_force(), card.row, clock.today(), language())
    return render(request, "public/vacancy.html", {"card": card, "row": card.row, "shares": shares})


@page(public=True)
def card_check(request: ActorRequest) -> HttpResponse:
    """Say whether a card is valid now. What was never issued and what cannot be a card answer alike.

    The reference is posted, so that it stands in no address, history or log.
    """
    form = CardForm(request.POST or None)
    answer = None
    if form.is_valid():
        with reading(request.actor):
            answer = cards.ask(form.cleaned_data["kode"])
    return render(request, "public/card_check.html", {"form": form, "answer": answer})
