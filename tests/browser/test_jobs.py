"""Each space states its three daily jobs and the clicks each takes; here every one of them is done, and counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from rantau.cli.demo.cast import acting
from rantau.cli.demo.country import portrait
from rantau.cli.demo.story import Story
from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import reading
from rantau.placement.demand.actions import CloseVacancy
from rantau.placement.demand.models import Vacancy
from rantau.placement.departure.actions import CheckAtGate, FindForGate, HoldDeparture
from rantau.placement.documents.actions import FileEvidence
from rantau.registry.people.actions import AskCorrection
from rantau.web.agency.jobs import JOBS as AGENCY
from rantau.web.desk.jobs import JOBS as DESK
from rantau.web.gate.jobs import JOBS as GATE
from rantau.web.jobs import Job, Step, job
from rantau.web.mine.jobs import JOBS as MINE
from tests.browser.conftest import OpenTab, World
from tests.browser.tab import Tab
from tests.browser.telling import told
from tests.browser.walking import MARITAL, passport_number
from tests.browser.words import Data

pytestmark = pytest.mark.browser
SENT = "Dokumen sudah kami terima. Petugas lain memeriksanya; hasilnya kami kabarkan."
HOMES = {"mine": "mine_home", "agency": "agency_home", "desk": "desk_home", "gate": "gate_home"}
SPACES = {"mine": MINE, "agency": AGENCY, "desk": DESK, "gate": GATE}


@dataclass(frozen=True, slots=True)
class Done:
    """How a job is done: by whom, what is filled in before each click, what is chosen, what the end looks like."""

    who: str
    end: str
    fills: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    choose: Callable[[Tab, int], object] | None = None
    width: int = 1280


@pytest.fixture(scope="module")
def her(world: World, django_db_blocker: DjangoDbBlocker) -> Story:
    """A woman with an endorsed contract that she has not read yet."""
    with django_db_blocker.unblock():
        return told(world, "contract")


def by_name(one: Story) -> Callable[[Tab, int], object]:
    """Choose the row of somebody."""
    return lambda tab, _at: tab.follow(Data(one.who.name), within="main")


def send_what_is_missing(world: World, her: Story) -> Done:
    paper = {"kind": "ktp", "number": "3604010203040506", "content": portrait()}
    return Done(told(world, "opened").username, SENT, {1: paper}, width=360)


def read_and_accept(world: World, her: Story) -> Done:
    return Done(her.username, "Kontrak ini sudah Anda setujui", {1: {"understood": True}}, width=360)


def see_who_opened(world: World, her: Story) -> Done:
    return Done(her.username, "Siapa membuka berkas saya", width=360)


def draft_the_contract(world: World, her: Story) -> Done:
    one = told(world, "passport")
    terms = {
        "employer_address": "Jalan Contoh 1, Taichung", "duties": "Merawat lansia di satu tempat kerja.", "pay_day": 5,
        "medical_paid_by": "insurance", "ticket_home_paid_by": "employer", "insurance": "Asuransi setempat dan BPJS",
        "safety": "Alat pelindung disediakan pemberi kerja.",
    }  # fmt: skip
    return Done("p3mi1", "Rancangan perjanjian kerja sudah dikirim ke perwakilan.", {2: terms}, by_name(one))


def add_a_candidate(world: World, her: Story) -> Done:
    who = next(world.women)
    said = {"name": who.name, "sex": who.sex, "birth_date": who.birth_date, "phone": who.phone, "nik": who.nik,
            "home": "36.04",
            "marital": MARITAL.get(who.marital_status, who.marital_status)}  # fmt: skip
    return Done("p3mi1", "Berkas %(number)s sudah dibuka.", {1: said, 2: {"referral": "none"}})


def publish_a_vacancy(world: World, her: Story) -> Done:
    world.site.backstage(_close_vacancy, world)
    closes = clock.today() + timedelta(days=30)
    chosen = Data(world.order.position)
    return Done("p3mi1", "Lowongan sudah diumumkan.", {2: {"closes_on": closes}},
                lambda tab, _at: tab.follow(chosen, within="main"))  # fmt: skip


def _close_vacancy(world: World) -> None:
    agent = acting(world.order.agency_officer)
    with reading(agent):
        open_now = Vacancy.objects.get(permit=world.order.permit, closed_at__isnull=True).pk
    run(CloseVacancy(vacancy_id=open_now, reason="Menunggu kabar pemberi kerja"), agent)


def decide_the_most_urgent(world: World, her: Story) -> Done:
    world.site.backstage(_hand_in, told(world, "opened"))
    return Done("verifikator", "%(what)s: keputusan tersimpan.", {1: {"decision": "accept"}})


def _hand_in(one: Story) -> None:
    one.do("loket", FileEvidence(dossier_id=one.dossier, kind="kk", number="3604010101010101"))


def serve_who_is_here(world: World, her: Story) -> Done:
    def choose(tab: Tab, at: int) -> object:
        return tab.find(her.who.name) if at == 0 else tab.follow(Data(her.who.name), within="main")

    return Done("loket", her.who.name, choose=choose)


def decide_a_correction(world: World, her: Story) -> Done:
    world.site.backstage(_propose, her)
    return Done(
        "verifikator",
        "Perubahan ditolak. Orangnya diberi tahu alasannya.",
        {2: {"accept": "false", "reason": "Akta berkata lain."}},
    )


def _propose(one: Story) -> None:
    asked = AskCorrection(
        person_id=one.person, field="name", new=f"{one.who.name} Sari", reason="Salah ketik", true_statement=True
    )
    run(asked, acting("loket"))


def check_somebody(world: World, her: Story) -> Done:
    return Done("gerbang", her.who.name, {0: {"shown": passport_number(her.who)}})


def check_and_record(world: World, her: Story) -> Done:
    one = told(world, "tested")
    return Done("gerbang", "Keberangkatan sudah dicatat. Persilakan jalan.",
                {0: {"shown": passport_number(one.who)}, 1: {"flight": "GA870", "airport": "CGK"}})  # fmt: skip


def look_again(world: World, her: Story) -> Done:
    world.site.backstage(_hold, her)
    found = {"uphold": "no", "reason": "Sudah dijelaskan, tidak ada alasan menahan."}
    return Done("gerbang2", "Hasil periksa ulang sudah dicatat.", {2: found}, by_name(her))


def _hold(one: Story) -> None:
    run(FindForGate(passport=passport_number(one.who)), acting("gerbang"))
    check = run(CheckAtGate(dossier_id=one.dossier), acting("gerbang"))["check_id"]
    said = HoldDeparture(check_id=check, ground="pressure", statement="Ia tampak ketakutan dan minta waktu.")
    run(said, acting("gerbang"))


HOW = {
    "mine": (send_what_is_missing, read_and_accept, see_who_opened),
    "agency": (draft_the_contract, add_a_candidate, publish_a_vacancy),
    "desk": (decide_the_most_urgent, serve_who_is_here, decide_a_correction),
    "gate": (check_somebody, check_and_record, look_again),
}


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("space", SPACES)
def test_do_a_daily_job_takes_the_clicks_its_space_states(
    space: str, number: int, world: World, tab: OpenTab, her: Story
) -> None:
    done, stated = HOW[space][number](world, her), SPACES[space][number]
    one = tab(done.who, width=done.width).go(HOMES[space])
    states_it(one, stated)
    one.go(HOMES[space])
    work(one, stated, done)
    one.has(Data(done.end) if done.end == her.who.name else done.end)
    assert one.clicks == stated.clicks


def states_it(tab: Tab, stated: Job) -> None:
    """The first page of the space says the job and its number of clicks, folded away below everything else."""
    tab.unfold("Tiga pekerjaan sehari-hari di sini").has(source(stated.title), within="#pekerjaan")
    line = tab.page.locator("#pekerjaan li", has_text=source(stated.title))
    assert f"{stated.clicks} klik" in line.inner_text()
    tab.clicks = 0


def work(tab: Tab, stated: Job, done: Done) -> None:
    """Do the job as it is stated: the clicks are those of its steps and no others."""
    for at, step in enumerate(stated.steps):
        tab.fill(**done.fills.get(at, {}))
        if step.chosen:
            assert done.choose is not None
            done.choose(tab, at)
        else:
            tab.act(source(step.words))


def source(text: object) -> str:
    """The Indonesian text itself."""
    with translation.override("id"):
        return str(text)


@pytest.mark.parametrize("space", SPACES)
def test_state_the_daily_jobs_of_a_space_are_three(space: str) -> None:
    assert len(SPACES[space]) == 3


@pytest.mark.control
def test_control_a_job_with_a_click_too_few_is_found_out(world: World, tab: OpenTab, her: Story) -> None:
    stated = job("Melihat siapa yang membuka berkas", Step("apa saja", chosen=True))

    def twice(one: Tab, _at: int) -> object:
        return one.follow("Semua catatan").follow("Berkas saya")

    one = tab(her.username).go("mine_home")
    work(one, stated, Done(her.username, "", choose=twice))
    assert one.clicks != stated.clicks
