"""The journal of a file in words: what was done, about which document, by whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rantau.kernel.actions import registry
from rantau.placement.dossiers.views import DossierPage, Entry, Proof, Row
from rantau.web.desk.queue import said
from rantau.web.desk.words import PURPOSES as ASKED
from rantau.web.look import wording
from rantau.web.words import Words

PURPOSES: Words = {**ASKED, "examine": _("untuk memeriksanya"), "issue_card": _("untuk menerbitkan kartu")}
# what was done, where the title of the act would sound like an order; ``what`` is the document it was about
HAPPENED: Words = {
    "file_evidence": _("Menyerahkan %(what)s"),
    "decide_evidence": _("Memutuskan %(what)s"),
    "decide_clean_files": _("Menerima %(what)s, bersama berkas bersih lain"),
    "import_evidence": _("%(what)s dibawa dari sistem lama"),
    "import_dossier": _("Berkas dibawa dari sistem lama"),
    "reassess_dossier": _("Berkas dinilai ulang"),
    "open_dossier": _("Berkas dibuka"),
    "open_file": _("Membuka berkas"),
    "open_evidence": _("Membuka %(what)s"),
    "record_visit": _("Kunjungan dicatat"),
    "attach_photo": _("Pasfoto dipasang"),
    "propose_selection": _("Seleksi diusulkan"),
    "witness_selection": _("Seleksi disaksikan"),
    "refuse_selection": _("Seleksi belum dapat dipakai"),
    "issue_cost_statement": _("Rincian biaya dibuat"),
    "acknowledge_cost_statement": _("Rincian biaya disetujui"),
    "record_payment": _("Pembayaran dicatat"),
    "sign_placement": _("Perjanjian penempatan ditandatangani"),
    "end_placement": _("Perjanjian penempatan diakhiri"),
    "draft_contract": _("Perjanjian kerja disusun"),
    "endorse_contract": _("Perjanjian kerja disahkan"),
    "refuse_contract": _("Perjanjian kerja belum dapat dipakai"),
    "acknowledge_contract": _("Isi kontrak disetujui"),
    "book_seat": _("Kursi OPP dipesan"),
    "cancel_seat": _("Kursi OPP dibatalkan"),
    "mark_attendance": _("Kehadiran OPP dicatat"),
    "approve_attendance": _("Kehadiran OPP disetujui"),
    "issue_certificate": _("Sertifikat OPP terbit"),
    "set_departure_date": _("Rencana berangkat ditetapkan"),
    "issue_card": _("Kartu terbit"),
    "suspend_card": _("Kartu ditangguhkan"),
    "reinstate_card": _("Kartu berlaku kembali"),
    "revoke_card": _("Kartu dicabut"),
    "find_for_gate": _("Dicari di gerbang"),
    "check_at_gate": _("Diperiksa di gerbang"),
    "hold_departure": _("Keberangkatan ditahan untuk diperiksa ulang"),
    "postpone_departure": _("Keberangkatan ditunda"),
    "review_hold": _("Keberangkatan yang ditahan diperiksa ulang"),
    "record_departure": _("Keberangkatan dicatat"),
    "report_arrival": _("Lapor tiba"),
    "move_dossier": _("Berkas dipindahkan"),
    "close_dossier": _("Berkas ditutup"),
    "reopen_dossier": _("Berkas dibuka kembali"),
    "record_partner_answer": _("Jawaban instansi dicatat"),
    "ask_refund": _("Minta uang kembali"),
    "confirm_refund": _("Uang sudah kembali"),
}
DECIDED: Words = {"verified": _("Menerima %(what)s"), "refused": _("Menyatakan %(what)s belum dapat dipakai")}


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the journal: what, and who did it from where."""

    at: datetime
    text: str
    who: str


def log(page: DossierPage) -> list[Logged]:
    """Return the journal in words, the newest line first."""
    proofs = {proof.id: (said(row.title), proof) for row in page.rows for proof in _proofs(row)}
    return [Logged(row.at, _what(row, proofs), _who(row)) for row in page.journal]


def _proofs(row: Row) -> Iterator[Proof]:
    yield from (proof for proof in (row.proof, row.open_statement, *row.history) if proof is not None)


def _what(row: Entry, proofs: Mapping[UUID, tuple[str, Proof]]) -> str:
    title, proof = next((proofs[ref] for ref in row.refs if ref in proofs), ("", None))
    sentence = str(HAPPENED.get(row.action) or _title(row.action))
    if row.action == "decide_evidence" and proof is not None:
        sentence = str(DECIDED.get(proof.state, sentence))
    what = wording.in_a_sentence(title) if title else gettext("dokumen")
    words = sentence % {"what": what} if "%(what)s" in sentence else sentence
    words = words[:1].upper() + words[1:]
    if row.outcome == "refused":
        words = gettext("%(what)s: belum dapat dilakukan") % {"what": words}
    return f"{words} ({PURPOSES.get(row.purpose, row.purpose)})" if row.purpose else words


def _title(action: str) -> str:
    spec = registry().get(action)
    return spec.title[1 if wording.language() == "en" else 0] if spec else action.replace("_", " ")


def _who(row: Entry) -> str:
    named = ", ".join(part for part in (row.person, row.unit) if part)
    return named or (gettext("orangnya sendiri") if row.actor_kind == "person" else gettext("sistem"))
