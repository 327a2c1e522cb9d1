"""Forms of the gate: short, for one hand."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from rantau.placement.departure.gate import OWN_GROUNDS, card_alone
from rantau.web.fields import AboutForm, pick, text
from rantau.web.gate.words import GROUNDS

PASSPORT = re.compile(r"[A-Za-z]{1,2}[ .-]?[0-9][0-9 .-]{4,9}")
CODE = "RANTAU"
QUIET = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class FindForm(AboutForm):
    """One field for whatever the person shows: passport number, number of the card, or the scanned code."""

    shown = text(_("Paspor atau kartu"), max_length=2000,
                 help_text=_("Nomor paspor, nomor pada kartu, atau hasil pindai kode QR."))  # fmt: skip

    def fill(self) -> None:
        """The next person uses the same phone: nothing is remembered. Scanners type, so the field waits for them."""
        self.fields["shown"].widget.attrs.update({**QUIET, "autofocus": True})

    def values(self) -> dict[str, Any]:
        """Return the one of three under which the file is searched."""
        given = super().values()
        typed = str(given.pop("shown"))
        if typed.upper().startswith(CODE):
            return {**given, "code": typed}
        return {**given, "passport" if PASSPORT.fullmatch(typed) else "reference": typed[:40]}


class DepartForm(AboutForm):
    """Flight and airport as on the boarding pass; a reason only where the result is amber."""

    flight = text(_("Penerbangan"), max_length=10, css="w-10")
    airport = text(_("Kode bandara"), max_length=3, css="w-4")
    reason = text(_("Mengapa tetap berangkat?"), max_length=300, rows=2,
                  help_text=_("Satu kalimat. Orangnya dapat membacanya."))  # fmt: skip

    def fill(self) -> None:
        """Leave the reason out when nothing speaks against the departure; begin with the airport of this gate."""
        self.fields["airport"].initial = self.about.airport
        if self.about.check.result == "green":
            del self.fields["reason"]


class PostponeForm(AboutForm):
    """Why she flies another day."""

    reason = text(_("Apa yang dibereskan dulu?"), max_length=300, rows=3,
                  help_text=_("Satu kalimat. Orangnya menerima kabar ini."))  # fmt: skip


class HoldForm(AboutForm):
    """On what ground, and what the person herself says."""

    ground = pick(_("Apa yang dikhawatirkan?"), list(GROUNDS.items()), radio=True)
    statement = text(_("Menurut orangnya sendiri"), max_length=2000, rows=5,
                     help_text=_("Tulis kata-katanya. Hanya yang memeriksa ulang dapat membacanya."))  # fmt: skip

    def fill(self) -> None:
        """Where the card is all that is missing, offer only what is seen beside the papers (CO-17)."""
        if card_alone(self.about.check):
            self.offer("ground", [(code, said) for code, said in GROUNDS.items() if code in OWN_GROUNDS])


class ReviewForm(AboutForm):
    """What the other officer found."""

    uphold = pick(_("Keputusan"), [("no", _("Boleh berangkat: periksa lagi sekarang")),
                                   ("yes", _("Belum berangkat: diserahkan untuk dibantu"))], radio=True)  # fmt: skip
    reason = text(_("Alasan"), max_length=300, rows=2, help_text=_("Satu kalimat."))
    hand_to = pick(_("Diserahkan kepada"), required=False)
    note = text(_("Catatan untuk yang menerima"), max_length=2000, rows=3, required=False,
                help_text=_("Disimpan tertutup."))  # fmt: skip

    def fill(self) -> None:
        """Offer the service offices that may take over."""
        self.offer("hand_to", [("", _("tidak diserahkan")), *((str(row.pk), row.name) for row in self.about.offices)])

    def values(self) -> dict[str, Any]:
        """Return the decision as the action takes it."""
        given = super().values()
        return {**given, "uphold": given["uphold"] == "yes"}
