"""Navigation of the desk."""

from django.utils.translation import gettext_lazy as _

NAV = [
    ("desk_home", _("Antrean")),
    ("desk_register", _("Daftarkan orang")),
    ("desk_classes", _("Jadwal OPP")),
    ("desk_orders", _("Job order")),
    ("desk_corrections", _("Ubah data")),
]
