"""Addresses of an agency's space. What identifies a person never stands in one."""

from django.urls import path

from rantau.web.agency.views import branches, export, files, home, orders, people

urlpatterns = [
    path("", home.home, name="agency_home"),
    path("job-order", orders.orders, name="agency_orders"),
    path("job-order/baru", orders.new, name="agency_order_new"),
    path("job-order/pemberi-kerja", orders.employer, name="agency_employer_new"),
    path("job-order/<uuid:order_id>", orders.order, name="agency_order"),
    path("job-order/<uuid:order_id>/<slug:what>", orders.order_act, name="agency_order_act"),
    path("calon", home.candidates, name="agency_candidates"),
    path("calon/daftar", people.register, name="agency_register"),
    path("calon/<uuid:person_id>/berkas-baru", people.open_file, name="agency_open_file"),
    path("berkas/<uuid:dossier_id>", files.dossier, name="agency_dossier"),
    path("berkas/<uuid:dossier_id>/bukti/<slug:kind>", files.state, name="agency_state"),
    path("berkas/<uuid:dossier_id>/<slug:what>", files.file_act, name="agency_file_act"),
    path("cabang", branches.branches, name="agency_branches"),
    path("perujuk", people.referrers, name="agency_referrers"),
    path("perujuk/<uuid:referrer_id>/akhiri", people.end_referrer, name="agency_referrer_end"),
    path("unduh", export.export, name="agency_export"),
]
