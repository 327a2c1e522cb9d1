"""Addresses of the desk. What identifies a person never stands in one; searching is sent as a form."""

from django.urls import path

from rantau.web.desk.views import (
    acting,
    classes,
    deciding,
    files,
    home,
    orders,
    people,
    registering,
    requests,
    searching,
)

urlpatterns = [
    path("", home.home, name="desk_home"),
    path("antrean/<slug:kind>", home.one_kind, name="desk_queue"),
    path("bersih", acting.clean, name="desk_clean"),
    path("cari", searching.search, name="desk_search"),
    path("cari/<uuid:person_id>", searching.serve, name="desk_serve"),
    path("daftar", registering.register, name="desk_register"),
    path("orang/<uuid:person_id>", people.person, name="desk_person"),
    path("orang/<uuid:person_id>/ringkasan", registering.summary, name="desk_summary"),
    path("orang/<uuid:person_id>/berkas-baru", registering.open_file, name="desk_open_file"),
    path("orang/<uuid:person_id>/nomor", people.reveal, name="desk_reveal"),
    path("orang/<uuid:person_id>/<slug:what>", people.person_act, name="desk_person_act"),
    path("berkas/<uuid:dossier_id>", files.dossier, name="desk_dossier"),
    path("berkas/<uuid:dossier_id>/buka", files.open_file, name="desk_open"),
    path("berkas/<uuid:dossier_id>/putus/<slug:code>", deciding.decide, name="desk_decide"),
    path("berkas/<uuid:dossier_id>/pratinjau/<slug:code>", deciding.preview, name="desk_preview"),
    path("berkas/<uuid:dossier_id>/tanda-tangan", acting.sign, name="desk_sign"),
    path("berkas/<uuid:dossier_id>/bukti", acting.choose_kind, name="desk_state"),
    path("berkas/<uuid:dossier_id>/bukti/<slug:kind>", acting.state, name="desk_state_kind"),
    path("berkas/<uuid:dossier_id>/salinan/<uuid:evidence_id>", acting.download, name="desk_download"),
    path("berkas/<uuid:dossier_id>/nomor/<uuid:evidence_id>", acting.number, name="desk_number"),
    path("berkas/<uuid:dossier_id>/<slug:what>", files.file_act, name="desk_file_act"),
    path("job-order", orders.orders, name="desk_orders"),
    path("job-order/<uuid:order_id>", orders.order, name="desk_order"),
    path("opp", classes.classes, name="desk_classes"),
    path("opp/<uuid:class_id>", classes.one_class, name="desk_class"),
    path("opp/<uuid:class_id>/kursi/<uuid:seat_id>", classes.seat, name="desk_seat"),
    path("ubah-data", requests.corrections, name="desk_corrections"),
    path("ubah-data/<uuid:correction_id>", requests.correction, name="desk_correction"),
    path("pemulihan/<uuid:person_id>/<uuid:recovery_id>", requests.recovery, name="desk_recovery"),
    path("sengketa", requests.disputes, name="desk_disputes"),
]
