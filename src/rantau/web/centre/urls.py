"""Addresses of the centre."""

from django.urls import path

from rantau.web.centre.views import accounts, agencies, home, offices, packs, permits

urlpatterns = [
    path("", home.home, name="centre_home"),
    path("sip2mi", permits.permits, name="centre_permits"),
    path("sip2mi/<uuid:permit_id>", permits.permit, name="centre_permit"),
    path("aturan", packs.packs, name="centre_packs"),
    path("aturan/<str:version>", packs.pack, name="centre_pack"),
    path("petugas", accounts.accounts, name="centre_accounts"),
    path("petugas/baru", accounts.new, name="centre_account_new"),
    path("petugas/tugaskan", accounts.post, name="centre_post"),
    path("petugas/<uuid:posting_id>/akhiri", accounts.end, name="centre_posting_end"),
    path("kantor", offices.offices, name="centre_offices"),
    path("kantor/baru", offices.new, name="centre_office_new"),
    path("kantor/<uuid:unit_id>/tunjuk", offices.appoint, name="centre_office_appoint"),
    path("kantor/<uuid:unit_id>/nama", offices.rename, name="centre_office_rename"),
    path("p3mi", agencies.agencies, name="centre_agencies"),
    path("p3mi/baru", agencies.new, name="centre_agency_new"),
    path("p3mi/<uuid:agency_id>", agencies.agency, name="centre_agency"),
    path("p3mi/<uuid:agency_id>/<slug:what>", agencies.agency_act, name="centre_agency_act"),
]
