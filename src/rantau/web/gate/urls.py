"""Addresses of the gate. Passport and card are sent as a form and never stand in an address."""

from django.urls import path

from rantau.web.gate import views

urlpatterns = [
    path("", views.home, name="gate_home"),
    path("<uuid:dossier_id>", views.check, name="gate_check"),
    path("<uuid:dossier_id>/pernyataan", views.statement, name="gate_statement"),
    path("<uuid:dossier_id>/<slug:what>", views.outcome, name="gate_outcome"),
]
