"""The rules: what anybody may try at any moment. The right person does the next step; others try it as well."""

from datetime import date, timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import reading
from rantau.placement.agreements.actions import (
    AcknowledgeContract,
    DraftContract,
    EndorseContract,
    EndPlacement,
    RefuseContract,
    RefuseSelection,
    SignPlacement,
)
from rantau.placement.agreements.models import EmploymentContract
from rantau.placement.demand.actions import RevokePermit
from rantau.placement.documents.actions import DecideCleanFiles, DecideEvidence, ImportEvidence, RecordPartnerAnswer
from rantau.placement.dossiers import file as files
from rantau.placement.dossiers.actions import (
    CloseDossier,
    MoveDossier,
    OpenDossier,
    OpenFile,
    RecordVisit,
    ReopenDossier,
    SetDepartureDate,
)
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.actions import AskRefund, ConfirmRefund, RecordPayment
from rantau.placement.money.models import Payment
from rantau.registry.accounts.selectors import clock_actor
from rantau.registry.people.actions import AmendIdentity, AskCorrection, DecideCorrection, SetNik, VerifyIdentity
from rantau.registry.people.models import Correction
from tests import world
from tests.stateful import papers
from tests.stateful.land import NIKS, File, add_file
from tests.stateful.papers import newest
from tests.stateful.telling import Telling, noted

N = st.integers(0, 3)
OFFICERS = st.sampled_from(["registrar", "verifier", "placer", "head", "second", "twin", "herself", "agent"])
LAW = {"passport": "UU18-13-1-e", "photo": "PHOTO"}


class Journey(Telling):
    """Steps of the way, each by whoever does it."""

    @rule(n=N, steps=st.integers(1, 4))
    def next_steps(self, n: int, steps: int) -> None:
        """The right people do what is next."""
        self.go_on(n, steps)

    def go_on(self, n: int, steps: int) -> None:
        file = self.file(n)
        for _ in range(steps):
            if not self.one_step(n, file):
                return

    def one_step(self, n: int, file: File) -> bool:
        """Do the first open thing that somebody can do now; returns whether there was one."""
        for code in self.open_codes(file):
            if code in self.WHOLE:
                getattr(self, self.WHOLE[code])(n)
                return True
            if turn := papers.next_turn(self.land, file, code):
                self.act(self.who(turn[0], file), turn[1], file)
                return True
        return False

    WHOLE: ClassVar[dict[str, str]] = {
        "orientation": "whole_class",
        "departure": "board",
        "arrival_report": "arrive_today",
    }

    @rule(n=N, place=st.integers(0, 5), name=OFFICERS)
    def another_step(self, n: int, place: int, name: str) -> None:
        """Anybody tries any open step, in any order."""
        file = self.file(n)
        codes = self.open_codes(file)
        turn = papers.next_turn(self.land, file, codes[place % len(codes)]) if codes else None
        if turn is not None:
            self.act(self.who(name, file), turn[1], file)

    def open_codes(self, file: File) -> list[str]:
        """What is asked and not met, in the order of the way."""
        with reading(self.land.cast["placer"]):
            row = files.with_person(Dossier.objects).filter(pk=file.dossier).first()
            return [item.code for item in files.assessment_of(row).holding] if row else []

    @precondition(lambda self: len(self.land.files) < 4)
    @rule()
    def somebody_registers(self) -> None:
        add_file(self.land, "counter")

    @rule(n=N, name=st.sampled_from(["registrar", "herself", "agent", "stranger"]))
    def open_another_file(self, n: int, name: str) -> None:
        file = self.file(n)
        opening = {"person_id": file.person.pk, "referral": "none"}
        self.act(self.who(name, file), OpenDossier.model_validate(opening), file)

    @rule(n=N, reason=st.sampled_from(["withdrew", "completed"]), name=st.sampled_from(["placer", "herself"]))
    def close_file(self, n: int, reason: str, name: str) -> None:
        file = self.file(n)
        self.act(
            self.who(name, file), CloseDossier.model_validate({"dossier_id": file.dossier, "reason": reason}), file
        )

    @rule(n=N)
    def reopen_file(self, n: int) -> None:
        file = self.file(n)
        self.act(self.who("placer", file), ReopenDossier(dossier_id=file.dossier, reason="Jadi berangkat"), file)

    @rule(n=N, there=st.booleans())
    def move_file(self, n: int, there: bool) -> None:
        file = self.file(n)
        office = self.land.at.bp3mi if there else self.land.at.here.office
        command = MoveDossier(dossier_id=file.dossier, office_id=office.pk, reason="Pindah tempat tinggal")
        self.act(self.who("herself", file), command, file)

    @rule(n=N, name=OFFICERS)
    def visit(self, n: int, name: str) -> None:
        file = self.file(n)
        self.act(self.who(name, file), RecordVisit(dossier_id=file.dossier), file)
        self.act(self.who(name, file), OpenFile(dossier_id=file.dossier, purpose="pelayanan"), file)

    @rule(n=N, days=st.integers(-1, 60))
    def plan_departure(self, n: int, days: int) -> None:
        file = self.file(n)
        day = clock.today() + timedelta(days=days)
        self.act(self.who("placer", file), SetDepartureDate(dossier_id=file.dossier, departs_on=day), file)


class Papers(Telling):
    """Documents: handed in, decided, answered by partners, brought from an old system."""

    @rule(n=N, kind=st.sampled_from(papers.KINDS), variant=st.integers(0, 3), name=OFFICERS)
    def hand_in(self, n: int, kind: str, variant: int, name: str) -> None:
        file = self.file(n)
        self.act(self.who(name, file), papers.paper(file, kind, variant), file)

    @rule(n=N, name=OFFICERS, accept=st.booleans())
    def decide(self, n: int, name: str, accept: bool) -> None:
        file = self.file(n)
        row = papers.waiting(file)
        if row is None:
            return
        why = {
            "rule": LAW.get(row.kind, "UU18-13"),
            "seen": "Tidak terbaca",
            "who": "candidate",
            "until": clock.today(),
        }
        command = DecideEvidence.model_validate({"evidence_id": row.pk, "accept": accept, **({} if accept else why)})
        self.act(self.who(name, file), command, file)

    @rule(name=st.sampled_from(["verifier", "placer", "twin"]))
    def decide_together(self, name: str) -> None:
        known = tuple(file.dossier for file in self.land.files)
        self.act(self.land.cast[name], DecideCleanFiles(dossier_ids=known), self.land.files[0])

    @rule(
        n=N,
        kind=st.sampled_from(["passport", "visa", "ktp", "social_security_before"]),
        answer=st.sampled_from(["yes", "no", "unknown"]),
        hours=st.sampled_from([1, 30]),
        name=st.sampled_from(["clock", "verifier"]),
    )
    def partner_answers(self, n: int, kind: str, answer: str, hours: int, name: str) -> None:
        file = self.file(n)
        command = RecordPartnerAnswer.model_validate({
            "dossier_id": file.dossier, "kind": kind, "partner": "immigration", "answer": answer,
            "answered_at": clock.now() - timedelta(hours=hours), "reference": "IM-1", "number": "X7777777",
            "valid_until": clock.today() + timedelta(days=900),
        })  # fmt: skip
        self.act(clock_actor() if name == "clock" else self.who(name, file), command, file)

    @rule(n=N, kind=st.sampled_from(["passport", "medical", "ktp", "orientation", "card"]), verified=st.booleans())
    def old_system_brings(self, n: int, kind: str, verified: bool) -> None:
        file = self.file(n)
        command = ImportEvidence(
            dossier_id=file.dossier, source="siskotkln", source_reference=f"S-{kind}-{verified}", kind=kind,
            number="X8888888", issued_on=clock.today() - timedelta(days=9), verified=verified,
            values={"result": "fit"} if kind == "medical" else {},
        )  # fmt: skip
        self.act(self.land.cast["import"], command, file)


class Identity(Telling):
    """Who she is: mended, verified, corrected."""

    @rule(n=N, name=OFFICERS, year=st.sampled_from([1994, 1999]))
    def amend(self, n: int, name: str, year: int) -> None:
        file = self.file(n)
        self.act(self.who(name, file), AmendIdentity(person_id=file.person.pk, birth_date=date(year, 5, 6)), file)

    @rule(n=N, nik=st.sampled_from(NIKS), name=st.sampled_from(["registrar", "herself"]))
    def set_nik(self, n: int, nik: str, name: str) -> None:
        """Somebody brings a NIK, maybe one that another file holds: a dispute is opened."""
        file = self.file(n)
        self.act(self.who(name, file), SetNik(person_id=file.person.pk, nik=nik), file)

    @rule(n=N, name=st.sampled_from(["verifier", "registrar", "twin"]))
    def verify(self, n: int, name: str) -> None:
        file = self.file(n)
        self.act(self.who(name, file), VerifyIdentity(person_id=file.person.pk, document="ktp"), file)

    @rule(
        n=N,
        name=st.sampled_from(["registrar", "herself", "verifier"]),
        what=st.sampled_from([("name", "Wulan Baru"), ("birth_date", "1998-07-08"), ("sex", "f"), ("nik", NIKS[0])]),
    )
    def ask_correction(self, n: int, name: str, what: tuple[str, str]) -> None:
        file = self.file(n)
        asked = {
            "person_id": file.person.pk,
            "field": what[0],
            "new": what[1],
            "reason": "akta",
            "true_statement": True,
        }
        self.act(self.who(name, file), AskCorrection.model_validate(asked), file)

    @rule(n=N, name=st.sampled_from(["verifier", "head", "twin"]), accept=st.booleans())
    def decide_correction(self, n: int, name: str, accept: bool) -> None:
        file = self.file(n)
        with world.as_owner():
            row = Correction.objects.filter(person=file.person, state="open").order_by("pk").first()
        if row is not None:
            decided: dict[str, Any] = {"person_id": file.person.pk, "correction_id": row.pk, "accept": accept}
            command = DecideCorrection.model_validate({**decided, "reason": "sesuai akta"})
            self.act(self.who(name, file), command, file)


class Agreement(Telling):
    """Selection, signature, contract, and their endings."""

    @rule(n=N, name=st.sampled_from(["placer", "agent"]))
    def sign(self, n: int, name: str) -> None:
        file = self.file(n)
        self.act(self.who(name, file), SignPlacement(dossier_id=file.dossier, permit_id=self.land.permit.pk), file)

    @rule(n=N)
    def refuse_selection(self, n: int) -> None:
        file = self.file(n)
        self.act(self.who("placer", file), RefuseSelection(dossier_id=file.dossier, reason="Tidak hadir"), file)

    @rule(n=N, reason=st.sampled_from(["withdrew", "refused_visa"]))
    def end_agreement(self, n: int, reason: str) -> None:
        file = self.file(n)
        command = EndPlacement.model_validate({"dossier_id": file.dossier, "reason": reason})
        self.act(self.who("placer", file), command, file)

    @rule(n=N, wage=st.sampled_from([29500, 20000]))
    def draft_contract(self, n: int, wage: int) -> None:
        file = self.file(n)
        terms = {**papers.TERMS, "wage": wage, "differs_because": "upah setempat", "dossier_id": file.dossier}
        self.act(self.who("agent", file), DraftContract.model_validate(terms), file)

    @rule(n=N, what=st.sampled_from(["endorse", "refuse", "accept"]), name=st.sampled_from(["consul", "herself"]))
    def decide_contract(self, n: int, what: str, name: str) -> None:
        file = self.file(n)
        contract = papers.live(EmploymentContract, file)
        if contract is None:
            return
        about: dict[str, Any] = {"dossier_id": file.dossier, "fingerprint": contract.fingerprint}
        command = {
            "endorse": lambda: EndorseContract(**about),
            "refuse": lambda: RefuseContract(**about, reason="Upah tidak sesuai"),
            "accept": lambda: AcknowledgeContract(**about, language="id", understood=True),
        }[what]()
        self.act(self.who(name, file), command, file)

    @rule(n=N)
    def revoke_permit(self, n: int) -> None:
        command = RevokePermit(permit_id=self.land.permit.pk, document="SK-1", ground="Pelanggaran berat")
        if n == 0:  # seldom: nothing is signed under it any more
            self.act(self.land.at.here.minister, command, self.file(n))


class Money(Telling):
    """Payments, overcharges, money back."""

    @rule(
        n=N, amount=st.sampled_from([1, 300_000, 40_000_000]), name=st.sampled_from(["herself", "placer", "stranger"])
    )
    def pay(self, n: int, amount: int, name: str) -> None:
        file = self.file(n)
        paid = {"dossier_id": file.dossier, "component": "training", "payer": "candidate", "payee": "LPK Contoh"}
        command = RecordPayment.model_validate({**paid, "amount": amount, "paid_on": clock.today()})
        self.act(self.who(name, file), command, file)

    @rule(n=N, back=st.booleans())
    def want_money_back(self, n: int, back: bool) -> None:
        file = self.file(n)
        payment = newest(Payment, file)
        if payment is not None:
            kind = ConfirmRefund if back else AskRefund
            self.act(file.herself, kind(payment_id=payment), file)


class Again(Telling):
    """The same request twice, and by somebody whose business it is not."""

    @precondition(lambda self: self.deeds)
    @rule(back=st.integers(0, 3))
    def same_request_twice(self, back: int) -> None:
        """One key, one effect, one answer (promise L3)."""
        deed = self.deeds[-1 - back % len(self.deeds)]
        first = self.act(deed.actor, deed.command, deed.file)
        if first is not None and deed.actor.account_id is not None:
            with noted() as entries:
                assert run(deed.command, deed.actor, f"key-{self.keys}") == first
            assert entries == []

    @precondition(lambda self: self.deeds)
    @rule(back=st.integers(0, 3))
    def stranger_tries(self, back: int) -> None:
        """Nearly every role there is, and no grant: it does not exist for her."""
        deed = self.deeds[-1 - back % len(self.deeds)]
        assert self.act(self.land.cast["stranger"], deed.command, deed.file) is None
