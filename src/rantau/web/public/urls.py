"""Addresses of the portal. What identifies a person never stands in one."""

from django.urls import path

from rantau.web.public.views import checks, knowledge, portal, registering

urlpatterns = [
    path("", portal.portal, name="portal"),
    path("daftar", registering.register, name="register"),
    path("kantor", portal.offices, name="offices"),
    path("periksa/p3mi", checks.agency_check, name="agency_check"),
    path("periksa/kartu", checks.card_check, name="card_check"),
    path("lowongan", checks.vacancies, name="vacancies"),
    path("lowongan/<uuid:vacancy_id>", checks.vacancy, name="vacancy"),
    path("negara", knowledge.destinations, name="destinations"),
    path("jalur", knowledge.lawful_way, name="lawful_way"),
    path("aturan", knowledge.rules, name="rules"),
]
