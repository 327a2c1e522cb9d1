"""Reads about clinics and training bodies. Units and appointments are public knowledge."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from rantau.registry.facilities.models import Appointment
from rantau.registry.offices.models import Unit, UnitKind

FACILITIES = (UnitKind.CLINIC, UnitKind.TRAINING_BODY)


def appointed_on(unit: Unit, day: date) -> Appointment | None:
    """Return the appointment (clinic) or accreditation (training body) in force on a legal date, or None."""
    return Appointment.objects.filter(unit=unit, during__contains=day).first()


def appointed_facilities(kind: str, day: date) -> QuerySet[Unit]:
    """Return the facilities of a kind (clinic, training_body) whose proofs count on a legal date, by name."""
    open_now = Unit.objects.filter(kind=kind, closed_on__isnull=True, appointments__during__contains=day)
    return open_now.order_by("name", "id").distinct()


def helpers_around(regency_code: str, day: date) -> QuerySet[Unit]:
    """Return who may be let see a file, near a regency: appointed clinics and training bodies of the province, and
    the regency's own school job centres and villages; by kind and name.
    """
    appointed = Q(kind__in=FACILITIES, province=regency_code[:2], appointments__during__contains=day)
    near = Q(kind__in=(UnitKind.SCHOOL, UnitKind.VILLAGE), regency=regency_code)
    return Unit.objects.filter(appointed | near, closed_on__isnull=True).order_by("kind", "name", "id").distinct()


def facility_names(codes: Iterable[str]) -> dict[str, str]:
    """Return names by unit code, for codes that stand on proofs; unknown ones are left out. No query without codes."""
    wanted = set(codes)
    return dict(Unit.objects.filter(code__in=wanted).order_by().values_list("code", "name")) if wanted else {}
