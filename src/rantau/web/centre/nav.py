"""Navigation of the centre. Everybody sees the entries her posting may open."""

from django.utils.translation import gettext_lazy as _

NAV = [
    ("centre_home", _("Menunggu")),
    ("centre_permits", "SIP2MI"),
    ("centre_agencies", "P3MI"),
    ("centre_offices", _("Kantor")),
    ("centre_packs", _("Aturan")),
    ("centre_accounts", _("Petugas")),
    ("desk_home", _("Berkas")),
]
