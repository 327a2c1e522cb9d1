"""Forms about one person; ``about`` is her page (``people.selectors.PersonPage``)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.web.desk import words
from rantau.web.desk.forms.base import DeskForm, pick, text, tick
from rantau.web.fields import photo_or_pdf
from rantau.web.look import wording
from rantau.web.look.forms import DateField
from rantau.web.purposes import PURPOSES


class AmendForm(DeskForm):
    """What was entered wrongly, before anybody verified it."""

    name = text(_("Nama seperti di KTP"), max_length=160, required=False)
    sex = pick(_("Jenis kelamin"), required=False)
    birth_date = DateField(label=_("Tanggal lahir"), required=False)
    birth_place = text(_("Tempat lahir"), max_length=80, required=False)
    marital = pick(_("Status perkawinan"), required=False)

    def fill(self) -> None:
        """Say what is on record beside each field: what stays empty stays as it is."""
        self.offer("sex", words.choices(words.SEXES, _("tetap")))
        self.offer("marital", words.choices(words.MARITAL, _("tetap")))
        row = self.about.person
        present = {
            "name": row.name, "sex": words.SEXES[row.sex], "birth_date": wording.date_long(row.birth_date),
            "birth_place": row.birth_place, "marital": words.MARITAL[row.marital],
        }  # fmt: skip
        for name, value in present.items():
            self.fields[name].help_text = _("Sekarang: %(value)s") % {"value": value} if value else ""


class NikForm(DeskForm):
    """A NIK for somebody registered without one."""

    nik = text(_("NIK"), max_length=20, help_text=_("Enam belas angka, dari KTP asli."))


class VerifyForm(DeskForm):
    """Which original the officer compared with."""

    document = pick(_("Dokumen asli yang Anda lihat"), words.choices(words.DOCUMENTS))
    seen = tick(_("Saya sudah membandingkan nama, tanggal lahir, dan foto dengan dokumen asli."))

    def values(self) -> dict[str, Any]:
        """The tick itself is not part of the action."""
        return {name: value for name, value in super().values().items() if name != "seen"}


class NameForm(DeskForm):
    """A name exactly as one document writes it."""

    document = pick(_("Dokumen"), words.choices(words.DOCUMENTS))
    name = text(_("Nama, persis seperti tertulis"), max_length=160)


class ContactForm(DeskForm):
    """A way to reach her."""

    kind = pick(_("Jenis"), [("phone", _("Telepon")), ("email", _("Surel"))])
    value = text(_("Nomor atau alamat"), max_length=120)
    shared = forms.BooleanField(
        label=_("Orang lain bisa membaca atau mengangkatnya"), required=False,
        help_text=_("Kabar yang dapat membahayakan tidak dikirim ke sana."),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """The action asks whether it is safe."""
        given = super().values()
        return {**given, "safe": not given.pop("shared", False)}


class EndContactForm(DeskForm):
    """A contact that is no longer hers."""

    contact_id = pick(_("Kontak yang diakhiri"), radio=True)

    def fill(self) -> None:
        """Offer her present contacts, masked."""
        self.offer("contact_id", [(str(row.id), row.masked) for row in self.about.contacts])


class KinForm(DeskForm):
    """Whom to call."""

    relation = pick(_("Hubungan"), words.choices(words.RELATIONS))
    name = text(_("Nama"), max_length=160)
    phone = text(_("Telepon"), max_length=40, required=False)


class EndKinForm(DeskForm):
    """Somebody who is no longer to be called."""

    kin_id = pick(_("Keluarga yang diakhiri"), radio=True)

    def fill(self) -> None:
        """Offer her present next of kin."""
        self.offer("kin_id", [(str(row.id), row.name) for row in self.about.kin])


class GiveConsentForm(DeskForm):
    """One more purpose she allows."""

    purpose = pick(_("Ia mengizinkan datanya dipakai untuk"), words.choices(words.CONSENTS), radio=True)


class WithdrawConsentForm(DeskForm):
    """A purpose she no longer allows."""

    purpose = pick(_("Ia tidak lagi mengizinkan"), radio=True)

    def fill(self) -> None:
        """Offer what stands and rests on her consent."""
        standing = [row for row in self.about.consents if row.ground == "consent" and row.withdrawn_at is None]
        self.offer("purpose", [(row.purpose, _with_consequence(row.purpose)) for row in standing])


def _with_consequence(code: str) -> str:
    """What she withdraws and what ends with it: the officer reads it to her before she decides."""
    return f"{words.CONSENTS.get(code, code)}. {PURPOSES[code].stops}"


class CorrectionForm(DeskForm):
    """A verified field is wrong: what it should be, why; somebody else decides. One form for each kind of field."""

    reason = text(_("Mengapa keliru?"), max_length=300, rows=2)
    content = photo_or_pdf(_("Salinan buktinya, bila ada"), required=False)
    true_statement = tick(_("Orangnya menyatakan bahwa perubahan ini benar dan menunjukkan buktinya."))

    def values(self) -> dict[str, Any]:
        """Return the new value as the action reads it: a date as 2001-12-31."""
        given = super().values()
        return {**given, "new": str(given["new"])}


class NameCorrection(CorrectionForm):
    """Her name."""

    new = text(_("Nama yang benar, persis seperti di KTP"), max_length=160)
    field_order = ["new"]


class BirthCorrection(CorrectionForm):
    """Her birth date."""

    new = DateField(label=_("Tanggal lahir yang benar"))
    field_order = ["new"]


class SexCorrection(CorrectionForm):
    """Her sex."""

    new = pick(_("Jenis kelamin yang benar"), words.choices(words.SEXES), radio=True)
    field_order = ["new"]


class NikCorrection(CorrectionForm):
    """Her NIK."""

    new = text(_("NIK yang benar"), max_length=20, help_text=_("Enam belas angka, dari KTP asli."))
    field_order = ["new"]


class RecoveryForm(DeskForm):
    """The way back to her account without the old phone."""

    document = pick(_("Dokumen asli yang Anda lihat"), [pair for pair in words.choices(words.DOCUMENTS) if pair[0] in
                    ("ktp", "family_card", "birth_certificate", "passport")])  # fmt: skip
    reason = text(_("Mengapa ia tidak dapat masuk?"), max_length=300, rows=2)
    phone = text(_("Telepon barunya"), max_length=40, required=False)


class RevealForm(DeskForm):
    """Why a whole number is needed; the person can read it."""

    kind = pick(_("Nomor"), words.choices(words.IDENTIFIERS))
    purpose = pick(_("Untuk apa?"), words.choices(words.PURPOSES), radio=True)


class ServeForm(DeskForm):
    """Why an office opens the file of somebody it did not handle until now."""

    ground = pick(_("Mengapa dilayani di kantor ini?"), words.choices(words.SERVICE_GROUNDS), radio=True)
    reason = text(_("Keperluannya hari ini"), max_length=60, help_text=_("Satu kalimat. Orangnya dapat membacanya."))


class DecideCorrectionForm(DeskForm):
    """The second person accepts or declines."""

    accept = pick(_("Keputusan"), [("true", _("Setujui perubahan")), ("false", _("Tolak perubahan"))], radio=True)
    reason = text(_("Alasan Anda"), max_length=300, rows=2, help_text=_("Satu kalimat. Orangnya akan membacanya."))
