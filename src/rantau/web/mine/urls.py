"""Addresses of a person's own space. None of them names her or her file."""

from django.urls import path

from rantau.web.mine.views import arrival, card, contract, data, evidence, home, money, orientation, sharing

urlpatterns = [
    path("", home.home, name="mine_home"),
    path("mulai", home.start, name="mine_start"),
    path("bantuan", home.seek_help, name="mine_help"),
    path("bukti/<slug:kind>", evidence.evidence, name="mine_evidence"),
    path("biaya", money.costs, name="mine_costs"),
    path("pembayaran", money.payments, name="mine_payments"),
    path("pembayaran/<uuid:payment_id>/kuitansi", money.receipt, name="mine_receipt"),
    path("pembayaran/<uuid:payment_id>/kembali", money.refund, name="mine_refund"),
    path("kontrak", contract.contract, name="mine_contract"),
    path("opp", orientation.orientation, name="mine_orientation"),
    path("opp/<uuid:seat_id>.ics", orientation.seat_calendar, name="mine_orientation_ics"),
    path("kartu", card.card, name="mine_card"),
    path("kartu.pdf", card.card_print, name="mine_card_pdf"),
    path("tiba", arrival.arrival, name="mine_arrival"),
    path("data", data.data, name="mine_data"),
    path("data/<slug:what>", data.change, name="mine_data_change"),
    path("berbagi", sharing.sharing, name="mine_sharing"),
    path("izin/<slug:purpose>", sharing.consent, name="mine_consent"),
    path("jejak", data.trace, name="mine_trace"),
    path("unduh", data.export, name="mine_export"),
]
