"""Opening a dossier: which office and why, and who brought her (a broker is never invisible)."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rantau.registry.agencies.selectors import agency_check, referrers_of
from rantau.web.desk import words
from rantau.web.desk.forms.base import DeskForm, pick, text
from rantau.web.look.forms import DateField

ASKED = [pair for pair in words.choices(words.REFERRALS) if pair[0] != "not_asked"]
NAMED = 5  # names repeated in a question back


class ReferralForm(DeskForm):
    """Who brought her; ``about`` is the file (``filing.File``). Validate it inside the reader's scope.

    A registered referrer is typed as the person says the name and looked up among those of the agency.
    """

    referral = pick(_("Siapa yang mengajak Anda?"), ASKED, radio=True,
                    help_text=_("Tanyakan kepada setiap orang. Jawabannya tidak menyulitkan orangnya."))  # fmt: skip
    referred_by = text(_("Nama yang mengajak"), max_length=160, required=False,
                       help_text=_("Nama orang lain disimpan tertutup."))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Find the referrer that was named."""
        cleaned = super().clean() or self.cleaned_data
        agency_id = self.agency_id(cleaned)
        if cleaned.get("referral") == "registered":
            cleaned["referrer_id"] = self._referrer(agency_id, str(cleaned.pop("referred_by", "") or ""))
        return cleaned

    def agency_id(self, cleaned: dict[str, Any]) -> UUID | None:
        """Return the agency whose referrers are looked up: that of the file."""
        agency_id: UUID | None = self.about.head.agency_id
        return agency_id

    def _referrer(self, agency_id: UUID | None, typed: str) -> UUID | None:
        if agency_id is None:
            self.add_error("referral", _("P3MI tempat orang itu bertugas belum disebut."))
            return None
        known = {row.name.casefold(): row for row in referrers_of(agency_id)}
        row = known.get(typed.strip().casefold())
        if row is None:
            names = ", ".join(each.name for each in list(known.values())[:NAMED]) or gettext("belum ada")
            self.add_error("referred_by", gettext("Yang terdaftar pada P3MI ini: %(names)s") % {"names": names})
            return None
        return row.pk


class OpenForm(ReferralForm):
    """A new file: the agency, too, is typed as the person says it and looked up."""

    field_order = ("service_reason", "agency")
    service_reason = pick(_("Mengapa dilayani di kantor ini?"), words.choices(words.SERVICE_GROUNDS), radio=True)
    agency = text(_("P3MI, bila sudah ada"), max_length=120, required=False, help_text=_("Nama atau nomor SIP3MI."))
    paper_number = text(_("Nomor formulir kertas"), max_length=60, required=False,
                        help_text=_("Hanya bila permohonannya dulu ditulis di kertas."))  # fmt: skip
    opened_on = DateField(label=_("Tanggal pada formulir kertas"), required=False)

    def agency_id(self, cleaned: dict[str, Any]) -> UUID | None:
        """Return the agency that was typed; the file is opened with it."""
        agency_id = self._agency(str(cleaned.pop("agency", "") or ""))
        if agency_id:
            cleaned["agency_id"] = agency_id
        return agency_id

    def _agency(self, typed: str) -> UUID | None:
        if not typed:
            return None
        found = agency_check(typed)
        if len(found) != 1:
            names = ", ".join(card.name for card in found[:NAMED])
            said = gettext("Tulis lebih lengkap: %(names)s") % {"names": names} if found else ""
            self.add_error("agency", said or gettext("P3MI ini tidak tercatat."))
            return None
        return found[0].id
