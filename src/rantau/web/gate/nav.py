"""Navigation of the gate: one page, everything else follows from the person checked."""

from django.utils.translation import gettext_lazy as _

NAV = [("gate_home", _("Periksa"))]
