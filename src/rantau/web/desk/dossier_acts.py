"""What may be done about a file at the desk, in the order of the journey. When an act fits is said beside it."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from rantau.kernel.actors import Actor
from rantau.placement.agreements import actions as agreements
from rantau.placement.clearance import actions as clearance
from rantau.placement.documents import actions as documents
from rantau.placement.dossiers import actions as dossiers
from rantau.placement.dossiers.policies import SHARED_WITH
from rantau.placement.money import actions as money
from rantau.placement.orientation import actions as orientation
from rantau.web.desk.acts import Act, offered
from rantau.web.desk.filing import File
from rantau.web.desk.forms import dossier as forms
from rantau.web.desk.forms.opening import ReferralForm

DOSSIER_ACTS: dict[str, Act] = {
    "kunjungan": Act(
        dossiers.RecordVisit, _("Catat kunjungan"),
        _("Dua kali datang untuk tahap yang sama diperiksa sebabnya: orangnya tidak boleh dibolak-balik."),
        _("Catat kunjungan"), _("Kunjungan sudah dicatat."), forms.VisitForm,
    ),
    "perujuk": Act(
        dossiers.RecordReferral, _("Catat siapa yang mengajak"),
        _("Tanyakan kepada orangnya sendiri. Jawabannya tidak menyulitkannya dan tidak mengubah haknya."),
        _("Catat jawabannya"), _("Siapa yang mengajak sudah dicatat."), ReferralForm,
    ),
    "biaya": Act(
        money.IssueCostStatement, _("Buat rincian biaya"),
        _("Rincian dihitung dari aturan yang berlaku hari ini untuk negara "
          "dan pekerjaannya. Rincian lama tidak berlaku lagi."),
        _("Buat rincian biaya"), _("Rincian biaya sudah dibuat. Ia harus membaca dan menyetujuinya."),
    ),
    "setuju-biaya": Act(
        money.AcknowledgeCostStatement, _("Catat persetujuan rincian biaya"),
        _("Bacakan dulu apa yang dibayar siapa. Baru sesudah ini perjanjian dapat ditandatangani."),
        _("Catat persetujuan"), _("Persetujuan rincian biaya sudah dicatat."), forms.AcknowledgeForm,
    ),
    "pembayaran": Act(
        money.RecordPayment, _("Catat pembayaran"),
        _("Yang bukan tanggungannya dicatat sebagai kelebihan dan diberitahukan "
          "kepadanya; ia tidak disalahkan dan tidak ditahan."),
        _("Catat pembayaran"), _("Pembayaran sudah dicatat."), forms.PaymentForm,
    ),
    "kursi": Act(
        orientation.BookSeat, _("Pesan kursi OPP"),
        _("Kelas di provinsi mana pun boleh. Kantor penyelenggara dapat melihat berkas sampai urusan kelas selesai."),
        _("Pesan kursi"), _("Kursi sudah dipesan. Orangnya diberi tahu."), forms.SeatForm,
    ),
    "kembalikan-kursi": Act(
        orientation.CancelSeat, _("Batalkan kursi OPP"), _("Kursinya kembali tersedia untuk orang lain."),
        _("Batalkan kursi"), _("Kursi sudah dibatalkan."), forms.SeatBackForm,
    ),
    "jawaban-mitra": Act(
        documents.RecordPartnerAnswer, _("Catat jawaban instansi"),
        _("Bila sambungan ke instansi itu terputus: apa jawabannya, kapan, nomor rujukannya. Petugas kedua memeriksa, "
          "dan jawaban yang tidak jelas atau terlambat tidak pernah berarti ya."),
        _("Catat jawaban"),
        _("Sudah dicatat. Jawaban yang jelas diperiksa petugas lain, yang tidak jelas ditanyakan lagi."),
        forms.PartnerAnswerForm,
    ),
    "tunjukkan": Act(
        dossiers.ShareFile, _("Tunjukkan berkas"),
        _("Atas permintaan orangnya: kepada klinik yang memeriksa, desa, atau, dengan izinnya, pelatih dan bursa kerja "
          "khusus. Orangnya diberi tahu dan dapat mengakhirinya."),
        _("Tunjukkan berkas"), _("Berkas sekarang terlihat di sana. Orangnya diberi tahu."), forms.ShareForm,
    ),
    "akhiri-tunjuk": Act(
        dossiers.EndSharing, _("Berhenti menunjukkan berkas"), _("Yang dipilih tidak melihat berkas ini lagi."),
        _("Akhiri"), _("Sudah diakhiri. Berkas tidak terlihat lagi di sana."), forms.EndSharingForm,
    ),
    "berangkat": Act(
        dossiers.SetDepartureDate, _("Tetapkan rencana berangkat"),
        _("Batas waktu surat yang dihitung dari keberangkatan ikut berubah."),
        _("Simpan tanggal"), _("Rencana berangkat sudah disimpan."), forms.DepartureForm,
    ),
    "kartu": Act(
        clearance.IssueCard, _("Terbitkan kartu"),
        _("Kartu ditandatangani secara elektronik dan terikat pada "
          "paspornya. Yang menerbitkan bukan yang memeriksa dokumen."),
        _("Terbitkan kartu"), _("Kartu sudah terbit. Orangnya diberi tahu."),
    ),
    "tangguhkan": Act(
        clearance.SuspendCard, _("Tangguhkan kartu"), _("Pemeriksaan berikutnya langsung "
          "menunjukkan kartu ini ditangguhkan."),
        _("Tangguhkan kartu"), _("Kartu ditangguhkan."), forms.CardReasonForm, "refuse",
    ),
    "berlakukan": Act(
        clearance.ReinstateCard, _("Berlakukan kembali kartu"), _("Diperiksa sama ketatnya seperti saat terbit."),
        _("Berlakukan kembali"), _("Kartu berlaku kembali."), forms.CardReasonForm,
    ),
    "cabut": Act(
        clearance.RevokeCard, _("Cabut kartu"), _("Kartu tidak dapat dipakai lagi. Untuk "
          "berangkat diperlukan kartu baru."),
        _("Cabut kartu"), _("Kartu dicabut."), forms.CardReasonForm, "refuse",
    ),
    "akhiri-perjanjian": Act(
        agreements.EndPlacement, _("Akhiri perjanjian penempatan"),
        _("Tempat kuotanya kembali untuk orang lain. Semua bukti dan riwayat tetap ada."),
        _("Akhiri perjanjian"), _("Perjanjian sudah diakhiri dan tempat kuotanya dikembalikan."),
        forms.EndPlacementForm, "refuse",
    ),
    "pindah": Act(
        dossiers.MoveDossier, _("Pindahkan ke kantor lain"),
        _("Kantor itu menangani mulai sekarang. Kantor ini tetap dapat melihat riwayatnya. Orangnya diberi tahu."),
        _("Pindahkan berkas"), _("Berkas sudah dipindahkan. Orangnya diberi tahu."), forms.MoveForm,
    ),
    "tutup": Act(
        dossiers.CloseDossier, _("Tutup berkas"),
        _("Bukti dan riwayat tetap disimpan, dan berkas dapat dibuka "
          "kembali tanpa mulai dari awal. Orangnya diberi tahu."),
        _("Tutup berkas"), _("Berkas sudah ditutup. Orangnya diberi tahu."), forms.CloseForm, "refuse",
    ),
    "teruskan": Act(
        dossiers.ReopenDossier, _("Buka kembali berkas"), _("Berkas diteruskan dari tempat ia berhenti."),
        _("Buka kembali"), _("Berkas sudah dibuka kembali."), forms.ReopenForm,
    ),
}  # fmt: skip
SHARED = frozenset(SHARED_WITH.values())
FITS: Mapping[str, Callable[[File], bool]] = {
    "perujuk": lambda file: file.head.referral == "not_asked",
    "biaya": lambda file: file.head.job_order_id is not None and file.agreement is None,
    "setuju-biaya": lambda file: file.money.statement is not None and file.money.statement.acknowledged_at is None,
    "kursi": lambda file: file.state("orientation") in ("missing", "waiting", "lapsed"),
    "kembalikan-kursi": lambda file: any(seat.state == "confirmed" for seat in file.seats),
    "akhiri-tunjuk": lambda file: any(sight.basis in SHARED for sight in file.page.sights),
    "berangkat": lambda file: file.head.departed_on is None,
    "kartu": lambda file: file.state("card") in ("missing", "lapsed", "refused"),
    "tangguhkan": lambda file: any(card.state == "valid" for card in file.cards),
    "berlakukan": lambda file: any(card.state == "suspended" for card in file.cards),
    "cabut": lambda file: any(card.state != "revoked" for card in file.cards),
    "akhiri-perjanjian": lambda file: file.agreement is not None and file.head.departed_on is None,
    "teruskan": lambda file: file.head.closed_on is not None,
}
ALWAYS = frozenset({"teruskan"})
"""Acts on a closed file; every other one needs an open file."""


def fitting(file: File, actor: Actor) -> list[tuple[str, Act]]:
    """Return the acts this actor has a role for and that make sense for the file as it stands."""
    closed = file.head.closed_on is not None
    return [
        (slug, act) for slug, act in offered(DOSSIER_ACTS, actor) if closed == (slug in ALWAYS) and _fits(slug, file)
    ]


def _fits(slug: str, file: File) -> bool:
    return slug not in FITS or FITS[slug](file)


def subject_of(slug: str, file: File) -> dict[str, object]:
    """Return what the act is about beside what the form asks for."""
    if slug in {"tangguhkan", "berlakukan", "cabut", "kembalikan-kursi"}:
        return {}
    if slug == "setuju-biaya" and file.money.statement is not None:
        return {"dossier_id": file.head.id, "statement_id": file.money.statement.pk}
    return {"dossier_id": file.head.id}
