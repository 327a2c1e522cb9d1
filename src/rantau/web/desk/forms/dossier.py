"""Forms about one file; ``about`` is its page (``dossiers.pages.DossierPage``) or what the act names."""

from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock
from rantau.placement.documents.kinds import kinds_of
from rantau.placement.dossiers.policies import SHARED_WITH
from rantau.placement.orientation.selectors import Slot, calendar
from rantau.registry.facilities.selectors import helpers_around
from rantau.registry.offices.selectors import service_offices
from rantau.web.costs import components
from rantau.web.desk import words
from rantau.web.desk.forms.base import DeskForm, pick, text, tick
from rantau.web.desk.queue import said
from rantau.web.fields import photo_or_pdf
from rantau.web.look import wording
from rantau.web.look.forms import DateField, DateTimeField, RupiahField

CLOSING = [
    ("withdrew", _("Orangnya mundur")),
    ("order_withdrawn", _("Pemberi kerja menarik lowongannya")),
    ("unfit", _("Belum layak bekerja menurut surat sehat")),
    ("opened_twice", _("Berkas terbuka dua kali")),
    ("other_scheme", _("Pindah skema")),
    ("completed", _("Selesai, sudah pulang")),
    ("deceased", _("Meninggal dunia")),
]
ENDING = [
    ("withdrew", _("Orangnya mundur")),
    ("unfit", _("Belum layak bekerja menurut surat sehat")),
    ("employer_withdrew", _("Pemberi kerja mundur")),
    ("agency_stopped", _("P3MI berhenti beroperasi")),
    ("refused_visa", _("Visa tidak diberikan")),
    ("died", _("Meninggal dunia")),
    ("other", _("Lainnya")),
]
PARTNERS = [
    ("dukcapil", "Dukcapil"), ("immigration", _("Imigrasi")), ("bpjs_tk", "BPJS Ketenagakerjaan"),
    ("bpjs_kes", "BPJS Kesehatan"), ("police", "Polri"), ("lsp", "LSP"), ("clinic", _("Klinik")),
]  # fmt: skip
PAYERS = [
    ("candidate", _("Calon")), ("agency", "P3MI"), ("employer", _("Pemberi kerja")), ("government", _("Pemerintah")),
]  # fmt: skip
SLOTS = 40


class PurposeForm(DeskForm):
    """Why a file is opened; the person can read it."""

    purpose = text(
        _("Untuk apa berkas ini dibuka?"), max_length=60, help_text=_("Satu kalimat. Orangnya dapat membacanya.")
    )


class VisitForm(DeskForm):
    """She came to the counter."""

    reason = pick(_("Mengapa datang ke kantor ini?"), words.choices(words.SERVICE_GROUNDS), radio=True)


class MoveForm(DeskForm):
    """Another office takes over."""

    office_id = pick(_("Kantor yang meneruskan"))
    reason = text(
        _("Mengapa dipindahkan?"), max_length=300, rows=2, help_text=_("Orangnya dan kedua kantor membaca kalimat ini.")
    )

    def fill(self) -> None:
        """Offer every open service office but the one that has the file."""
        offices = service_offices().exclude(pk=self.about.handled_by_id).order_by("name", "pk")
        self.offer("office_id", [("", _("pilih kantor")), *((str(row.pk), row.name) for row in offices)])


class PartnerAnswerForm(DeskForm):
    """What a partner answered about one document while its line was down."""

    kind = pick(_("Tentang dokumen"))
    partner = pick(_("Yang menjawab"), PARTNERS)
    answer = pick(_("Jawabannya"), [("yes", _("ya, sesuai")), ("no", _("tidak sesuai")), ("unknown", _("tidak jelas"))],
                  radio=True)  # fmt: skip
    answered_at = DateTimeField(label=_("Kapan dijawab"), help_text=_("Waktu Jakarta (WIB)."))
    reference = text(_("Nomor rujukan dari instansi itu"), max_length=80, required=False)

    def fill(self) -> None:
        """Offer the documents this scheme knows; the moment is now unless changed."""
        kinds = kinds_of(self.about.head.scheme, self.about.head.opened_on)
        self.offer("kind", [("", _("pilih")), *((code, said(kind.title)) for code, kind in kinds.items())])


class ShareForm(DeskForm):
    """Whom the person lets see her file."""

    unit_id = pick(_("Kepada siapa?"))

    def fill(self) -> None:
        """Offer clinics, trainers, schools and villages around her home."""
        around = helpers_around(self.about.person.person.regency_id or "", clock.today())
        self.offer("unit_id", [("", _("pilih")), *((str(unit.pk), unit.name) for unit in around)])


class EndSharingForm(DeskForm):
    """Who is to see the file no longer."""

    unit_id = pick(_("Siapa yang tidak melihat lagi?"), radio=True)

    def fill(self) -> None:
        """Offer those who see it because she lets them."""
        shared = [sight for sight in self.about.page.sights if sight.basis in SHARED_WITH.values()]
        self.offer("unit_id", [(str(sight.unit_id), sight.unit) for sight in shared])


class DepartureForm(DeskForm):
    """The planned day of departure."""

    departs_on = DateField(label=_("Rencana berangkat"))


class CloseForm(DeskForm):
    """Why the file ends."""

    reason = pick(_("Alasan"), CLOSING, radio=True)
    note = text(_("Keterangan"), max_length=300, rows=2, required=False)
    sure = tick(_("Saya sudah menjelaskannya kepada orangnya."))

    def values(self) -> dict[str, object]:
        """The tick itself is not part of the action."""
        return {name: value for name, value in super().values().items() if name != "sure"}


class ReopenForm(DeskForm):
    """Why a closed file goes on."""

    reason = text(_("Mengapa diteruskan?"), max_length=300, rows=2)


class SeatForm(DeskForm):
    """A seat in an orientation class, in any province."""

    class_id = pick(_("Kelas OPP"), radio=True)

    def fill(self) -> None:
        """Offer open classes, those of the handling office first, then by day."""
        slots = calendar(None, scheme=self.about.head.scheme, open_only=True, limit=SLOTS)  # type: ignore[arg-type]  # public knowledge: the actor is not asked for
        slots.sort(key=lambda slot: (slot.office_id != self.about.handled_by_id, slot.starts_at))
        self.offer("class_id", [(str(slot.id), _slot_words(slot)) for slot in slots])


def _slot_words(slot: Slot) -> str:
    return f"{wording.appointment(slot.starts_at, slot.zone)} · {slot.office} · {slot.hours} JP"


class ReasonForm(DeskForm):
    """One sentence that others will read."""

    reason = text(_("Alasan"), max_length=300, rows=2, help_text=_("Satu kalimat, tanpa singkatan."))


class EndPlacementForm(DeskForm):
    """Why the agreement ends before departure."""

    reason = pick(_("Alasan"), ENDING, radio=True)
    note = text(_("Keterangan"), max_length=300, rows=2, required=False)


class AcknowledgeForm(DeskForm):
    """How she acknowledged the cost statement at the counter."""

    confirmation = pick(
        _("Bagaimana ia menyetujui?"),
        [("signed_paper", _("Menandatangani kertas")), ("thumbprint", _("Cap jempol"))], radio=True,
    )  # fmt: skip
    read_out = tick(_("Rincian biaya dibacakan dalam bahasa yang ia mengerti."))

    def values(self) -> dict[str, object]:
        """The tick itself is not part of the action."""
        return {name: value for name, value in super().values().items() if name != "read_out"}


class PaymentForm(DeskForm):
    """Somebody paid."""

    component = pick(_("Untuk apa"))
    payer = pick(_("Yang membayar"), PAYERS, radio=True)
    payee = text(_("Dibayarkan kepada"), max_length=120)
    amount = RupiahField(label=_("Jumlah"))
    paid_on = DateField(label=_("Tanggal bayar"))
    content = photo_or_pdf(_("Kuitansi, bila ada"), required=False)

    def fill(self) -> None:
        """Offer the costs the rulebook names; today is the likely day."""
        self.offer("component", [("", _("pilih")), *components()])
        self.fields["paid_on"].initial = clock.today()


class ReceiptForm(DeskForm):
    """The proof of a payment that is on record already."""

    content = photo_or_pdf(_("Kuitansi"))


class CardReasonForm(ReasonForm):
    """Which card, and why."""

    card_id = pick(_("Kartu"), radio=True)

    def fill(self) -> None:
        """Offer the cards of the file that can still change."""
        self.offer("card_id", [(str(row.pk), row.reference) for row in self.about.cards if row.state != "revoked"])


class SeatBackForm(DeskForm):
    """The seat that is given back."""

    seat_id = pick(_("Kursi"), radio=True)

    def fill(self) -> None:
        """Offer the living seat."""
        live = [seat for seat in self.about.seats if seat.state == "confirmed"]
        self.offer("seat_id", [(str(seat.id), _slot_words(seat.slot)) for seat in live])
