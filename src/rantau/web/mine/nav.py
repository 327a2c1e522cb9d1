"""Navigation of a person's own space."""

from django.utils.translation import gettext_lazy as _

NAV = [
    ("mine_home", _("Berkas saya")),
    ("mine_orientation", _("Jadwal")),
    ("mine_costs", _("Biaya")),
    ("mine_contract", _("Kontrak")),
    ("mine_data", _("Data saya")),
    ("mine_help", _("Minta bantuan")),
]
