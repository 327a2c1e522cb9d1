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


class OpenForm(DeskForm):
    """Agency and referrer are typed as the person says them and looked up; validate it inside the reader's scope."""

    service_reason = pick(_("Mengapa dilayani di kantor ini?"), words.choices(words.SERVICE_GROUNDS), radio=True)
    agency = text(_("P3MI, bila sudah ada"), max_length=120, required=False, help_text=_("Nama atau nomor SIP3MI."))
    referral = pick(_("Siapa yang mengajak Anda?"), ASKED, radio=True,
                    help_text=_("Tanyakan kepada setiap orang. Jawabannya tidak menyulitkan orangnya."))  # fmt: skip
    referred_by = text(_("Nama yang mengajak"), max_length=160, required=False,
                       help_text=_("Nama orang lain disimpan tertutup."))  # fmt: skip
    paper_number = text(_("Nomor formulir kertas"), max_length=60, required=False,
                        help_text=_("Hanya bila permohonannya dulu ditulis di kertas."))  # fmt: skip
    opened_on = DateField(label=_("Tanggal pada formulir kertas"), required=False)

    def clean(self) -> dict[str, Any]:
        """Find the agency and the referrer that were named."""
        cleaned = super().clean() or self.cleaned_data
        agency_id = self._agency(str(cleaned.pop("agency", "") or ""))
        if agency_id:
            cleaned["agency_id"] = agency_id
        if cleaned.get("referral") == "registered":
            cleaned["referrer_id"] = self._referrer(agency_id, str(cleaned.pop("referred_by", "") or ""))
        return cleaned

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

    def _referrer(self, agency_id: UUID | None, typed: str) -> UUID | None:
        if agency_id is None:
            self.add_error("agency", _("Tulis P3MI tempat orang itu bertugas."))
            return None
        known = {row.name.casefold(): row for row in referrers_of(agency_id)}
        row = known.get(typed.strip().casefold())
        if row is None:
            names = ", ".join(each.name for each in list(known.values())[:NAMED]) or gettext("belum ada")
            self.add_error("referred_by", gettext("Yang terdaftar pada P3MI ini: %(names)s") % {"names": names})
            return None
        return row.pk
