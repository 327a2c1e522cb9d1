"""Navigation of the desk. Everybody sees the entries her posting may open."""

from django.utils.translation import gettext_lazy as _

NAV = [
    ("desk_home", _("Antrean")),
    ("desk_register", _("Daftarkan orang")),
    ("desk_classes", _("Jadwal OPP")),
    ("desk_orders", _("Job order")),
    ("desk_corrections", _("Ubah data")),
    ("centre_accounts", _("Akun petugas")),
    ("centre_home", _("Pusat")),
]
