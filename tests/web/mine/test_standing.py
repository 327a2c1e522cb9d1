"""How a file stands in its owner's words: what is missing, whose turn it is, and what is no turn of hers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.selectors import Money, MoneyRow
from rantau.registry.people.models import Person
from rantau.rulebook.engine import assess
from rantau.rulebook.examples import read_examples
from rantau.rulebook.loader import indonesia
from rantau.rulebook.model import Evidence, EvidenceState, Facts
from rantau.web.look.wording import without_turn
from rantau.web.mine.bearing import bearing
from rantau.web.mine.standing import Standing
from rantau.web.mine.words import reason

TODAY = date(2026, 11, 22)
COMPLETE = next(example.facts for example in read_examples() if example.name.startswith("lengkap"))


def standing(facts: Facts, *her_move: str) -> Standing:
    row = Dossier(person=Person(name="Wulan Pratiwi"), opened_on=facts.opened_on)
    return Standing(row, assess(indonesia(), facts, TODAY), frozenset(her_move))


def lacking(*kinds: str) -> Facts:
    return replace(COMPLETE, evidence=tuple(item for item in COMPLETE.evidence if item.kind not in kinds))


def adding(facts: Facts, *more: Evidence) -> Facts:
    return replace(facts, evidence=(*facts.evidence, *more))


TESTED = Evidence("pregnancy_test", issued_on=TODAY, values={"result": "negative"})
READY = replace(adding(COMPLETE, TESTED), placement=replace(COMPLETE.placement, departs_on=TODAY + timedelta(days=2)))


def test_read_heading_counts_what_hangs_below() -> None:
    it = standing(lacking("passport", "visa"))
    assert len(it.hangs) == len(it.missing_here) >= 2
    assert it.hangs[0].who == "you"


def test_read_hang_names_the_turn_once() -> None:
    notes = [str(hang.note) for hang in standing(lacking("passport", "visa")).hangs]
    assert not any("Yang perlu" in note for note in notes)
    assert any(note.startswith("Paspor belum ada") for note in notes)


@pytest.mark.parametrize(("moves", "who"), [((), "office"), (("orientation",), "you")])
def test_read_orientation_is_her_turn_while_she_can_choose_a_class(moves: tuple[str, ...], who: str) -> None:
    hang = standing(lacking("orientation", "card"), *moves).hangs[0]
    assert (hang.who, bool(hang.href)) == (who, who == "you")


def test_read_ready_to_leave_does_not_ask_her_for_her_departure() -> None:
    it = standing(READY)
    assert it.heading == "Wulan, Anda siap berangkat"
    assert it.hangs == []
    assert not it.yours


def test_read_abroad_asks_to_report_once_and_never_for_the_way_home() -> None:
    left = adding(COMPLETE, Evidence("departure", issued_on=TODAY - timedelta(days=2)))
    assert "lapor diri setelah tiba" in standing(left).heading
    arrived = adding(left, Evidence("arrival_report", EvidenceState.VERIFIED, TODAY - timedelta(days=1)))
    assert standing(arrived).heading == "Wulan, selamat bekerja"
    assert standing(arrived).hangs == []


def test_read_lapsed_paper_asks_for_renewal_and_only_a_refused_one_stops() -> None:
    old = Evidence("medical", issued_on=TODAY - timedelta(days=200), values={"result": "fit"})
    drawn = {station.state for station in standing(adding(lacking("medical"), old)).stations}
    assert "stop" not in drawn
    refused = Evidence("passport", EvidenceState.REFUSED, TODAY)
    assert "stop" in {station.state for station in standing(adding(lacking("passport"), refused)).stations}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Visa kerja belum ada. Yang perlu menyerahkan: perusahaan penempatan (P3MI).", "Visa kerja belum ada."),
        ("Work visa is not on file yet. To bring it: you, by 1 December 2026.", "Work visa is not on file yet."),
        ("Ijazah belum ada. Ijazah cukup.", "Ijazah belum ada. Ijazah cukup."),
        ("Yang menjelaskan: BP3MI.", "Yang menjelaskan: BP3MI."),
    ],
)  # fmt: skip
def test_leave_out_whose_turn_keeps_everything_else(text: str, left: str) -> None:
    assert without_turn(text) == left


def money(*rows: MoneyRow) -> Money:
    return Money(None, rows, (), 370_000, 0, 0, 0)


def test_bear_costs_without_a_limit_are_counted_and_not_called_at_most() -> None:
    made = bearing(
        money(
            MoneyRow("medical", "Periksa kesehatan", "Medical", "candidate_or_employer", None, 0, 0, "PERBAN2-2020-3"),
            MoneyRow("security", "Jaminan sosial", "Security", "candidate_or_employer", 370_000, 0, 0, "UU18-30"),
            MoneyRow("ticket", "Tiket", "Ticket", "employer", None, 0, 0, "UU18-30"),
        )
    )
    assert made.open_ended == 1
    assert [cost.title for cost in made.shares[0].unlimited] == ["Periksa kesehatan"]
    assert [share.payer for share in made.shares] == ["candidate_or_employer", "employer"]


@pytest.mark.django_db
def test_bear_payment_on_no_line_is_called_by_its_name_in_the_rulebook() -> None:
    made = bearing(money(MoneyRow("training", "training", "training", "nobody", None, 1, 1, "UU18-72")))
    assert [cost.title for cost in made.paid] == ["Pelatihan"]


@pytest.mark.parametrize(
    ("action", "purpose", "words"),
    [("open_evidence", "issue_card", "menerbitkan kartu"), ("open_service", "Menanyakan jadwal", "Menanyakan jadwal"),
     ("reveal_identifier", "", "membaca nomor lengkap"), ("something_new", "some_code", "membuka berkas")],
)  # fmt: skip
def test_read_why_a_file_was_opened_is_never_a_code(action: str, purpose: str, words: str) -> None:
    with translation.override("id"):
        assert str(reason(action, purpose)) == words
