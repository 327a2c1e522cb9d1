"""Reads about employers and partner agencies abroad, for whoever writes an order. Nothing here is about a person."""

from django.db.models import QuerySet

from rantau.registry.employers.models import Employer, PartnerAgency

MOST = 500  # one form; whoever has more employers than that narrows by country


def employers_to_choose(country: str = "") -> QuerySet[Employer]:
    """Return employers that are not blocked, by country and name, at most ``MOST``."""
    rows = Employer.objects.filter(blocked_because="").select_related("country")
    return (rows.filter(country=country) if country else rows).order_by("country", "name", "id")[:MOST]


def partners_to_choose(country: str = "") -> QuerySet[PartnerAgency]:
    """Return partner agencies, by country and name, at most ``MOST``."""
    rows = PartnerAgency.objects.select_related("country")
    return (rows.filter(country=country) if country else rows).order_by("country", "name", "id")[:MOST]
