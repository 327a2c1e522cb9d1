"""Navigation of an agency's space."""

from django.utils.translation import gettext_lazy as _

NAV = [
    ("agency_home", _("Hari ini")),
    ("agency_candidates", _("Calon")),
    ("agency_orders", _("Job order")),
    ("agency_register", _("Daftarkan calon")),
    ("agency_referrers", _("Perujuk")),
    ("agency_branches", _("Cabang")),
    ("agency_export", _("Unduh data")),
]
