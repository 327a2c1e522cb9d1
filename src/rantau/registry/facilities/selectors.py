"""Reads about clinics and training bodies. Units and appointments are public knowledge."""

from datetime import date

from django.db.models import QuerySet

from rantau.registry.facilities.models import Appointment
from rantau.registry.offices.models import Unit


def appointed_on(unit: Unit, day: date) -> Appointment | None:
    """Return the appointment (clinic) or accreditation (training body) in force on a legal date, or None."""
    return Appointment.objects.filter(unit=unit, during__contains=day).first()


def appointed_facilities(kind: str, day: date) -> QuerySet[Unit]:
    """Return the facilities of a kind (clinic, training_body) whose proofs count on a legal date, by name."""
    open_now = Unit.objects.filter(kind=kind, closed_on__isnull=True, appointments__during__contains=day)
    return open_now.order_by("name", "id").distinct()
