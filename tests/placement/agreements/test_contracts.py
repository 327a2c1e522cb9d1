"""The employment contract: drafted, endorsed by another person elsewhere, read and accepted by her."""

from datetime import date
from typing import Any

import pytest

from rantau.kernel import clock
from rantau.kernel.actors import Role, reading
from rantau.kernel.evidence import Statement
from rantau.placement.agreements.actions import AcknowledgeContract, DraftContract, EndorseContract, RefuseContract
from rantau.placement.agreements.models import EmploymentContract
from rantau.placement.agreements.plain import contract_in_plain_words
from rantau.placement.agreements.selectors import contract_of
from rantau.placement.dossiers.models import Dossier
from tests import world
from tests.placement.builders import (
    Market,
    agency,
    agent_of,
    done,
    dossier_of,
    evidence_of,
    journal,
    official,
    order_of,
    proven,
    refused,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(here: Market) -> Dossier:
    row = dossier_of(here, order_of(here))
    proven(row, Statement("placement_agreement", "desk", issued_on=clock.today()))
    return row


def draft(dossier: Dossier, **changes: Any) -> DraftContract:
    values: dict[str, Any] = {
        "dossier_id": dossier.pk, "employer_name": "Panti Wreda Contoh", "employer_address": "Xitun, Taichung",
        "position": "Perawat lansia", "duties": "Merawat lansia di panti", "currency": "TWD", "wage": 29500,
        "pay_day": 5, "hours_per_day": 8, "rest_days_per_month": 4, "medical_paid_by": "insurance",
        "ticket_home_paid_by": "employer", "insurance": "Asuransi tenaga kerja", "safety": "Pelatihan keselamatan",
        "months": 36, **changes,
    }  # fmt: skip
    return DraftContract(**values)


def drafted(here: Market, dossier: Dossier, **changes: Any) -> str:
    return str(done(draft(dossier, **changes), here.agent)["fingerprint"])


def contracts(dossier: Dossier) -> list[EmploymentContract]:
    with world.as_owner():
        return list(EmploymentContract.objects.filter(dossier=dossier).order_by("drafted_at"))


def endorse(dossier: Dossier, mark: str) -> EndorseContract:
    return EndorseContract(dossier_id=dossier.pk, fingerprint=mark)


def accept(dossier: Dossier, mark: str) -> AcknowledgeContract:
    return AcknowledgeContract(dossier_id=dossier.pk, fingerprint=mark, language="id", understood=True)


def state_of(dossier: Dossier, kind: str) -> list[tuple[str, bool]]:
    """States of the proofs of a kind, and whether each has lapsed."""
    today = clock.today()
    rows = evidence_of(dossier.pk, kind)
    return [(row.state, bool(row.valid_until and row.valid_until < today)) for row in rows]


def test_contract_goes_from_draft_to_her_acceptance(here: Market, dossier: Dossier) -> None:
    mark = drafted(here, dossier)
    assert state_of(dossier, "employment_contract") == [("stated", False)]
    done(endorse(dossier, mark), here.consul)
    assert state_of(dossier, "employment_contract") == [("verified", False)]
    done(accept(dossier, mark), world.herself(dossier.person))
    (row,) = evidence_of(dossier.pk, "contract_acknowledged")
    assert (row.state, row.origin, row.issued_on) == ("verified", "self", clock.today())
    assert row.values == {"fingerprint": mark, "language": "id"}
    assert journal("acknowledge_contract")[0].person == dossier.person_id


@pytest.mark.parametrize(
    "change", [{"wage": 20000}, {"months": 24}, {"position": "Pekerja pabrik"}, {"currency": "USD"}]
)
def test_draft_contract_that_differs_from_the_order_must_say_why(
    change: dict[str, Any], here: Market, dossier: Dossier
) -> None:
    assert refused(draft(dossier, **change), here.agent) == "contract_differs"
    drafted(here, dossier, **change, differs_because="Disepakati dengan perwakilan")
    (row,) = contracts(dossier)
    assert row.differs_because == "Disepakati dengan perwakilan"


@pytest.mark.parametrize("word", ["wage", "duties", "hours_per_day"])
def test_fingerprint_tells_any_changed_term(word: str, here: Market, dossier: Dossier) -> None:
    one = drafted(here, dossier)
    changed = {"wage": 29501, "duties": "Merawat kebun", "hours_per_day": 9}[word]
    assert drafted(here, dossier, **{word: changed}, differs_because="Contoh") != one
    assert drafted(here, dossier) == one


def test_draft_contract_before_the_placement_agreement_names_the_missing_step(here: Market) -> None:
    assert refused(draft(dossier_of(here, order_of(here))), here.agent) == "step_before_missing"


def test_draft_contract_by_others_is_refused(here: Market, dossier: Dossier) -> None:
    stranger = agent_of(agency())
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, stranger.units[0])
    codes = [refused(draft(dossier), actor) for actor in (here.officer, agent_of(agency()), stranger)]
    assert codes == ["not_allowed", "not_found", "other_agency"]


def test_endorse_contract_by_others_is_refused(here: Market, dossier: Dossier) -> None:
    command = endorse(dossier, drafted(here, dossier))
    elsewhere = official(world.unit("mission"), Role.MISSION_OFFICER)
    assert refused(command, elsewhere) == "not_found"
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, elsewhere.units[0])
    same = world.actor(here.mission, Role.MISSION_OFFICER, holder=here.agent.holder_id, units=here.consul.units)
    codes = [refused(command, actor) for actor in (here.agent, elsewhere, same)]
    assert codes == ["not_allowed", "mission_only", "decides_own_request"]


def test_endorse_contract_of_another_text_or_twice_is_refused(here: Market, dossier: Dossier) -> None:
    mark = drafted(here, dossier)
    assert refused(endorse(dossier, "0" * 64), here.consul) == "contract_changed"
    done(endorse(dossier, mark), here.consul)
    assert refused(endorse(dossier, mark), here.consul) == "changed_meanwhile"


def test_refuse_contract_says_what_must_change_and_lets_the_agency_draft_anew(here: Market, dossier: Dossier) -> None:
    mark = drafted(here, dossier)
    done(RefuseContract(dossier_id=dossier.pk, fingerprint=mark, reason="Hari libur kurang"), here.consul)
    assert evidence_of(dossier.pk, "employment_contract")[0].refusal == {"reason": "Hari libur kurang"}
    assert refused(endorse(dossier, mark), here.consul) == "no_contract"
    drafted(here, dossier)


def test_acknowledge_contract_out_of_turn_is_refused(here: Market, dossier: Dossier) -> None:
    herself = world.herself(dossier.person)
    assert refused(accept(dossier, "0" * 64), herself) == "no_contract"
    mark = drafted(here, dossier)
    assert refused(accept(dossier, mark), herself) == "contract_not_endorsed"
    done(endorse(dossier, mark), here.consul)
    assert refused(accept(dossier, "0" * 64), herself) == "contract_changed"
    done(accept(dossier, mark), herself)
    assert refused(accept(dossier, mark), herself) == "changed_meanwhile"


def test_acknowledge_contract_by_anybody_else_is_refused(here: Market, dossier: Dossier) -> None:
    mark = drafted(here, dossier)
    done(endorse(dossier, mark), here.consul)
    other = world.herself(world.person())
    codes = [refused(accept(dossier, mark), actor) for actor in (here.agent, here.officer, other)]
    assert codes == ["not_allowed", "not_allowed", "not_found"]


def test_draft_contract_anew_voids_endorsement_and_acceptance(here: Market, dossier: Dossier) -> None:
    mark = drafted(here, dossier)
    done(endorse(dossier, mark), here.consul)
    done(accept(dossier, mark), world.herself(dossier.person))
    drafted(here, dossier, hours_per_day=10)
    assert state_of(dossier, "employment_contract")[-2:] == [("verified", True), ("stated", False)]
    assert state_of(dossier, "contract_acknowledged")[-1] == ("verified", True)


@pytest.mark.parametrize(
    ("language", "question", "wage"),
    [("id", "Berapa upah saya?", "NT$29.500 sebulan"), ("en", "What is my wage?", "NT$29,500 a month")],
)
def test_contract_in_plain_words_answers_what_people_ask(
    language: str, question: str, wage: str, here: Market, dossier: Dossier
) -> None:
    drafted(here, dossier)
    plain = {row.code: row for row in contract_in_plain_words(contracts(dossier)[0], language)}
    assert list(plain) == ["employer", "job", "wage", "hours", "passport", "home", "length"]
    assert plain["wage"].question == question
    assert wage in plain["wage"].answer
    assert plain["passport"].answer in ("Anda sendiri. Selalu.", "You do. Always.")


@pytest.mark.parametrize(("changes", "words"), [
    ({"medical_paid_by": "worker"}, "Biaya berobat Anda bayar sendiri."),
    ({"ticket_home_paid_by": "worker"}, "Tiket pulang di akhir kontrak Anda bayar sendiri."),
    ({"overtime_paid": False}, "tidak menyebut upah lembur"),
    ({"pay_method": "cash"}, "diterima tunai"),
    ({"leave_days_per_year": 12}, "Cuti 12 hari setahun."),
    ({"starts_on": date(2027, 1, 4)}, "sejak 4 Januari 2027."),
])  # fmt: skip
def test_contract_in_plain_words_does_not_hide_what_is_worse(
    changes: dict[str, Any], words: str, here: Market, dossier: Dossier
) -> None:
    drafted(here, dossier, **changes)
    said = " ".join(row.answer for row in contract_in_plain_words(contracts(dossier)[0], "id"))
    assert words in said


def test_contract_of_is_shown_to_those_who_see_the_file_only(here: Market, dossier: Dossier) -> None:
    stranger, herself = agent_of(agency()), world.herself(dossier.person)
    drafted(here, dossier)
    with reading(herself):
        assert contract_of(herself, dossier.pk) == contracts_seen(dossier)
    with reading(stranger):
        assert contract_of(stranger, dossier.pk) is None


def contracts_seen(dossier: Dossier) -> EmploymentContract:
    return EmploymentContract.objects.get(dossier=dossier, superseded_at__isnull=True)
