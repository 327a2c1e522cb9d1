"""What an agency may do about a file, in the order of the journey. When an act fits is said beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rantau.kernel.actions import Command
from rantau.kernel.actors import Actor
from rantau.placement.agreements.actions import DraftContract, ProposeSelection
from rantau.placement.demand.models import JobOrder, Permit
from rantau.placement.demand.selectors import job_orders, permits
from rantau.placement.dossiers.actions import SetDepartureDate
from rantau.placement.money.actions import IssueCostStatement, RecordPayment
from rantau.placement.orientation.actions import BookSeat
from rantau.web.agency.filepage import File, read_file
from rantau.web.agency.forms import files as forms
from rantau.web.agency.house import house
from rantau.web.fields import AboutForm, Confirm

Words = str | Promise
WITH_PLACES = ("granted", "expired", "revoked")  # one that has ended still carries those who signed under it


@dataclass(frozen=True, slots=True)
class About:
    """What the forms of a file look at: the file, the agency's permits and the file's order."""

    actor: Actor
    file: File
    permits: list[Permit]
    order: JobOrder | None


def about(actor: Actor, dossier_id: UUID) -> About:
    """Return what the forms look at.

    Raises:
        Refused: ``not_found``.
    """
    file = read_file(actor, dossier_id)
    states = WITH_PLACES if file.to_carry_over else WITH_PLACES[:1]
    order = job_orders(actor).filter(pk=file.page.head.job_order_id).first() if file.page.head.job_order_id else None
    return About(actor, file, list(permits(actor).filter(job_order__agency=house(actor), state__in=states)), order)


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``note`` says what will happen, ``said`` what happened, ``fits`` when it makes sense."""

    command: type[Command]
    title: Words
    note: Words
    button: Words
    said: Words
    form: type[AboutForm] = Confirm
    fits: Callable[[File], bool] = lambda _file: True


ACTS: dict[str, Act] = {
    "seleksi": Act(
        ProposeSelection, _("Usulkan seleksi"),
        _("Pengantar Kerja menyaksikannya; baru sesudah itu seleksinya berlaku."),
        _("Usulkan untuk SIP2MI ini"), _("Usulan seleksi sudah dikirim. Pengantar Kerja menyaksikannya."),
        forms.SelectionForm, lambda file: file.agreement is None and not file.to_carry_over and not _chosen(file),
    ),
    "izin-lama": Act(
        ProposeSelection, _("Sebutkan SIP2MI perjanjian lama"),
        _("Perjanjian dari sistem lama tetap berlaku; tidak ada yang ditandatangani ulang. Pengantar Kerja mencocokkan "
          "izinnya, dan satu tempat kuota dipakai untuknya."),
        _("Sebutkan SIP2MI ini"), _("SIP2MI sudah disebutkan. Pengantar Kerja mencocokkannya."),
        forms.SelectionForm, lambda file: file.to_carry_over,
    ),
    "biaya": Act(
        IssueCostStatement, _("Buat rincian biaya"),
        _("Dihitung dari aturan hari ini. Calon membaca dan menyetujuinya sebelum tanda tangan apa pun."),
        _("Buat rincian biaya"), _("Rincian biaya sudah dibuat. Calon diberi tahu."),
        fits=lambda file: file.page.head.job_order_id is not None and file.agreement is None,
    ),
    "kontrak": Act(
        DraftContract, _("Susun perjanjian kerja"),
        _("Diawali dengan isi job order. Perwakilan mengesahkan, lalu calon membaca dan menyetujuinya."),
        _("Kirim rancangan ke perwakilan"), _("Rancangan perjanjian kerja sudah dikirim ke perwakilan."),
        forms.ContractForm, lambda file: file.agreement is not None,
    ),
    "kursi": Act(
        BookSeat, _("Pesan kursi OPP"), _("Kelas di provinsi mana pun boleh. Calon diberi tahu waktu dan tempatnya."),
        _("Pesan kursi"), _("Kursi sudah dipesan. Calon diberi tahu."), forms.SeatForm,
        lambda file: file.state("orientation") in ("missing", "lapsed", "refused"),
    ),
    "berangkat": Act(
        SetDepartureDate, _("Tetapkan rencana berangkat"),
        _("Batas waktu surat yang dihitung dari keberangkatan ikut berubah."),
        _("Simpan tanggal"), _("Rencana berangkat sudah disimpan."), forms.DepartureForm,
    ),
    "pembayaran": Act(
        RecordPayment, _("Catat pembayaran"),
        _("Yang bukan tanggungan calon dicatat sebagai kelebihan, dan ia diberi tahu."),
        _("Catat pembayaran"), _("Pembayaran sudah dicatat."), forms.PaymentForm,
    ),
}  # fmt: skip


def _chosen(file: File) -> bool:
    """Whether she has been selected for an order; an old system's selection names none."""
    return file.state("selection") == "met" and file.page.head.job_order_id is not None


def fitting(file: File) -> list[tuple[str, Act]]:
    """Return the acts that make sense for the file as it stands; a closed or departed one has none."""
    if file.page.head.closed_on is not None or file.page.head.departed_on is not None:
        return []
    return [(slug, act) for slug, act in ACTS.items() if act.fits(file)]
