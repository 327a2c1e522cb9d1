"""Which decision about a file is this officer's now, with its form and its command, and what the person will read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rantau.kernel.actions import Command
from rantau.kernel.actors import Actor, Role
from rantau.placement.agreements.actions import EndorseContract, RefuseContract, RefuseSelection, WitnessSelection
from rantau.placement.clearance.actions import IssueCard
from rantau.placement.documents.actions import DecideEvidence
from rantau.placement.documents.kinds import DocumentKind, kinds_of
from rantau.placement.dossiers.views import Proof, Row
from rantau.registry.packs.selectors import rulebook
from rantau.web.desk import filepage, proofs
from rantau.web.desk.filing import File
from rantau.web.desk.forms.base import Confirm, DeskForm
from rantau.web.desk.forms.deciding import ACCEPT, DecideForm, ReasonedForm
from rantau.web.telling import Told, told

AnyForm = DeskForm
SELECTION, AGREEMENT, CONTRACT, CARD = "selection", "placement_agreement", "employment_contract", "card"
NOTES: dict[str, str | Promise] = {
    "name_differs": _("nama berbeda dari KTP"), "birth_differs": _("tanggal lahir berbeda"),
    "sex_differs": _("jenis kelamin berbeda"), "ended": _("sudah lewat masa berlakunya"),
    "number_seen_elsewhere": _("nomor sama ada di berkas lain"), "imported": _("dibawa dari sistem lama"),
    "replaces_verified": _("menggantikan yang sudah diverifikasi; kartu yang berlaku akan ditangguhkan"),
    "manual_yes": _("jawaban instansi dicatat tangan: ya"), "manual_no": _("jawaban instansi dicatat tangan: tidak"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision in its frame. ``proof`` is what is examined, None when there is nothing to examine."""

    code: str
    title: str
    note: str | Promise
    button: str | Promise
    dossier_id: UUID
    form_class: type[DeskForm]
    accept: type[Command]
    refuse: type[Command] | None = None
    subject: dict[str, Any] = field(default_factory=dict)
    proof: Proof | None = None
    row: Row | None = None
    law: Sequence[str] = ()
    rules: Sequence[tuple[str, str]] = ()
    fingerprint: str = ""
    blocked: str = ""

    @property
    def form(self) -> DeskForm:
        """A fresh form."""
        return self.form_class(about=self)

    @property
    def refusable(self) -> bool:
        """Whether the person can be told no, with reasons."""
        return self.form_class is not Confirm

    @property
    def url(self) -> str:
        """Where the decision is sent."""
        return reverse("desk_decide", args=[self.dossier_id, self.code])

    @property
    def preview_url(self) -> str:
        """Where the preview is asked for."""
        return reverse("desk_preview", args=[self.dossier_id, self.code])

    @property
    def notes(self) -> list[str | Promise]:
        """What the machine noted, in words."""
        listed = self.proof.machine.split(",") if self.proof and self.proof.machine else []
        return [NOTES.get(note, note) for note in listed if note != "clean"]

    @property
    def before(self) -> list[tuple[object, object]]:
        """The former proof, field by field."""
        if self.row is None or self.proof is None:
            return []
        former = self.row.proof or next(iter(reversed(self.row.history)), None)
        return proofs.fields(former) if former and former.id != self.proof.id else []

    def command(self, form: DeskForm) -> type[Command]:
        """Return the command of what was chosen."""
        no = self.refuse is not None and form.cleaned_data.get("decision") != ACCEPT
        return self.refuse if no and self.refuse is not None else self.accept


def found(actor: Actor, file: File) -> list[Decision]:
    """Return every decision about this file that is this actor's, in the order of the line."""
    if file.head.closed_on is not None:
        return []
    waiting = filepage.waiting(file.page)
    kinds = kinds_of(file.head.scheme, file.head.opened_on) if waiting else {}
    made = [_about(actor, file, row, proof, kinds) for row, proof in waiting]
    return [each for each in (*made, _card(actor, file)) if each is not None]


def of(actor: Actor, file: File, code: str = "") -> Decision | None:
    """Return the decision of this actor about this file: the named one, else the first in the order of the line."""
    return chosen_from(found(actor, file), file, code)


def chosen_from(decisions: Sequence[Decision], file: File, code: str = "") -> Decision | None:
    """Return the named decision, else the first, with the rules a refusal may cite."""
    chosen = next((each for each in decisions if each.code == code), decisions[0] if decisions else None)
    return replace(chosen, rules=_rules(file, chosen)) if chosen and chosen.law else chosen


def _about(actor: Actor, file: File, row: Row, proof: Proof, kinds: Mapping[str, DocumentKind]) -> Decision | None:
    if proof.kind == SELECTION:
        return _selection(actor, file, row, proof)
    if proof.kind == CONTRACT:
        return _contract(actor, file, row, proof)
    kind = kinds.get(proof.kind)
    if kind is None or not (actor.roles & kind.decided_by):
        return None
    return Decision(
        row.code, filepage.text_of(row.title), "", _("Simpan keputusan"), file.head.id, DecideForm, DecideEvidence,
        subject={"evidence_id": proof.id}, proof=proof, row=row, law=kind.law,
    )  # fmt: skip


def _rules(file: File, decision: Decision) -> list[tuple[str, str]]:
    """Return the law rows a refusal may cite, with their citations: the rulebook is read for the chosen one only."""
    known = {each.id: each.citation for each in rulebook().pack_on(file.head.opened_on).law}
    return [(code, known.get(code, code)) for code in decision.law]


def _selection(actor: Actor, file: File, row: Row, proof: Proof) -> Decision | None:
    if Role.PLACEMENT_OFFICER not in actor.roles:
        return None
    note = _("Anda hadir, atau sudah mendengar calon dan P3MI, dan seleksinya sesuai aturan.")
    if file.to_carry_over:
        note = _("Perjanjiannya sudah ditandatangani di sistem lama dan tetap berlaku. Bila SIP2MI ini yang dimaksud, "
                 "satu tempat kuota dipakai untuknya; tidak ada yang ditandatangani ulang.")  # fmt: skip
    return Decision(
        row.code, filepage.text_of(row.title), note, _("Simpan keputusan"), file.head.id, ReasonedForm,
        WitnessSelection,
        RefuseSelection, {"dossier_id": file.head.id}, proof, row,
    )  # fmt: skip


def _contract(actor: Actor, file: File, row: Row, proof: Proof) -> Decision | None:
    if Role.MISSION_OFFICER not in actor.roles or file.contract is None:
        return None
    note = _("Yang disahkan hanya naskah yang Anda baca di halaman ini.")
    return Decision(
        row.code, filepage.text_of(row.title), note, _("Simpan keputusan"), file.head.id, ReasonedForm, EndorseContract,
        RefuseContract, {"dossier_id": file.head.id}, proof, row, fingerprint=file.contract.fingerprint,
    )  # fmt: skip


def _card(actor: Actor, file: File) -> Decision | None:
    if Role.ISSUER not in actor.roles or file.state(CARD) not in ("missing", "lapsed", "refused"):
        return None
    note = _(
        "Kartu ditandatangani secara elektronik dan terikat pada paspornya. Yang "
        "menerbitkan bukan yang memeriksa dokumen."
    )
    return Decision(CARD, gettext("Kartu"), note, _("Terbitkan kartu"), file.head.id, Confirm, IssueCard,
                    subject={"dossier_id": file.head.id})  # fmt: skip


def may_sign(actor: Actor, file: File) -> bool:
    """Whether the actor signs the placement agreement of this file next."""
    open_now = file.head.closed_on is None and file.agreement is None
    return Role.PLACEMENT_OFFICER in actor.roles and open_now and file.state(AGREEMENT) in ("missing", "lapsed")


@dataclass(frozen=True, slots=True)
class Preview:
    """What the person will read: the refusal in its parts, or that the paper can be used."""

    reader: str
    told: Told | None
    accepted: str = ""


def preview(file: File, decision: Decision, form: DeskForm) -> Preview:
    """Return the words for what stands in the form now, complete or not."""
    given, reader = form.cleaned_data, file.head.name.split(" ")[0]
    if given.get("decision") == ACCEPT:
        return Preview(reader, None, gettext("%(what)s sudah dapat dipakai.") % {"what": decision.title})
    rule = given.get("rule") or next(iter(decision.row.law if decision.row else ()), "")
    return Preview(reader, told(decision.title, {**given, "rule": rule}, file.head.agency))
