"""Navigation of the portal."""

from django.utils.translation import gettext_lazy as _

NAV = [
    ("lawful_way", _("Jalur resmi")),
    ("vacancies", _("Lowongan")),
    ("agency_check", _("Periksa P3MI")),
    ("card_check", _("Periksa kartu")),
    ("destinations", _("Negara tujuan")),
    ("offices", _("Kantor")),
]
