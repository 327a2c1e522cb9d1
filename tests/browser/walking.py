"""A journey on foot: each step is what one person does on the pages, in the words the pages use.

What is done backstage instead of on a page says why beside it. ``days`` moves the site's day, never a row.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

from rantau.cli.demo.cast import PASSWORD, SECRET, acting
from rantau.cli.demo.country import portrait
from rantau.cli.demo.story import Order
from rantau.cli.demo.synthetic import SyntheticPerson
from rantau.kernel import clock
from rantau.kernel.actors import reading
from rantau.placement.dossiers.models import Dossier
from rantau.registry.accounts.models import Account
from rantau.registry.people.models import Person
from rantau_verify.mrz import Mrz, build, keyed_passport
from tests.browser.site import Site
from tests.browser.tab import Tab

OWN_PASSWORD = "rumah hujan kelapa"
AGENCY = "Contoh Samudra Raya"
MARITAL = {"unmarried": "single"}


def second_factor() -> str:
    """The six digits of this moment, as the officers' app shows them."""
    return f"{hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))):06d}"


def sign_in(tab: Tab, username: str, password: str = PASSWORD, *, code: bool = True) -> Tab:
    """Sign in on the page; staff give a second factor."""
    tab.go("account_login").fill(login=username, password=password).press("Masuk")
    if code:
        tab.fill(code=second_factor())
        tab.page.locator("main form button").first.click()
        tab.page.wait_for_load_state()
    return tab


@dataclass
class Walk:
    """One woman's way: who she is, everybody's tab, and the day it is."""

    site: Site
    open: Any
    who: SyntheticPerson
    order: Order
    username: str = ""
    dossier: UUID | None = None
    tabs: dict[str, Tab] = field(default_factory=dict)

    def as_(self, username: str) -> Tab:
        """Somebody's tab, opened once."""
        if username not in self.tabs:
            self.tabs[username] = self.open(username)
        return self.tabs[username]

    @property
    def herself(self) -> Tab:
        """Her own phone."""
        if self.username not in self.tabs:
            self.tabs[self.username] = self.open(self.username, width=360)
        return self.tabs[self.username]

    def file(self, username: str) -> Tab:
        """Her file as an officer opens it."""
        return self.as_(username).go("desk_dossier", self.dossier)

    @property
    def today(self) -> date:
        """The site's legal day."""
        return datetime.now(clock.JAKARTA).date() - timedelta(days=self.site.days_ago)

    def days(self, count: int) -> None:
        """Some days go by."""
        self.site.days_ago = max(0, self.site.days_ago - count)

    # -- the papers

    def decide(self, username: str, code: str, says: str = "") -> Tab:
        """An officer accepts what waits under a requirement."""
        tab = self.as_(username).go("desk_dossier", self.dossier, query=f"?bukti={code}")
        tab.fill(decision="accept").press("Simpan keputusan")
        return tab.says(says) if says else tab

    def bring(self, kind: str, /, *, by: str = "loket", **values: object) -> Tab:
        """An officer enters a document she brought; nobody decides yet."""
        tab = self.as_(by).go("desk_state_kind", self.dossier, kind)
        return tab.fill(herself=True, **values).press("Simpan bukti")

    def hand_in(self, kind: str, /, **values: object) -> Tab:
        """She sends a document from her own phone."""
        return self.herself.go("mine_evidence", kind).fill(**values).press("Kirim dokumen")


def register_oneself(walk: Walk, tab: Tab) -> None:
    """Four short steps on a phone, from the portal."""
    who = walk.who
    tab.go("register")
    tab.fill(
        name=who.name,
        sex=who.sex,
        birth_date=who.birth_date,
        marital=MARITAL.get(who.marital_status, who.marital_status),
        nik=who.nik,
    )
    _onward(tab)
    tab.says("Di mana kami bisa menghubungi Anda?").fill(phone=who.phone, tempat="Kabupaten Serang")
    _onward(tab)
    if tab.page.locator("main [name=home][type=radio]").count():
        tab.page.locator("main [name=home]").first.check()
        _onward(tab)
    tab.says("Siapa yang kami hubungi")
    _onward(tab)
    tab.says("Periksa, lalu kirim").says(who.name).fill(password=OWN_PASSWORD, right=True)
    _onward(tab)
    walk.username = walk.site.backstage(_account_of, who.name)


def _onward(tab: Tab) -> None:
    tab.page.locator("main form button.button:not([name=kembali])").first.click()
    tab.clicks += 1
    tab.page.wait_for_load_state()


def _account_of(name: str) -> str:
    return Account.objects.get(name=name, person__isnull=False).username


def dossier_of(username: str) -> UUID:
    """The file of whoever has this account."""
    actor = acting(username)
    with reading(actor):
        return Dossier.objects.get(person_id=actor.person_id).pk


def person_of(username: str) -> Person:
    """The person behind an account."""
    actor = acting(username)
    with reading(actor):
        return Person.objects.get(pk=actor.person_id)


def search(tab: Tab, words: str) -> Tab:
    """Search from the bar, by keyboard."""
    tab.page.locator("#cari").fill(words)
    tab.page.locator("#cari").press("Enter")
    tab.page.wait_for_load_state()
    return tab


def open_file(walk: Walk) -> None:
    """The counter finds her by NIK and opens her file, asking who brought her."""
    tab = search(walk.as_("loket").go("desk_home"), str(walk.who.nik))
    tab.says("Namanya disamarkan")
    tab.page.locator("summary", has_text="Buka dengan alasan").click()
    tab.fill(ground="home", reason="Membuka berkas penempatan").press("Buka berkas ini").says(walk.who.name)
    tab.follow("Buka berkas penempatan").fill(service_reason="home", agency=AGENCY, referral="none")
    tab.press("Buka berkas")
    walk.dossier = UUID(tab.path.rstrip("/").split("/")[-1])


def first_papers(walk: Walk) -> None:
    """She sends identity, family card and photograph; another officer verifies her and accepts them."""
    walk.hand_in("identity", kind="ktp", number=walk.who.nik, file=portrait())
    walk.hand_in("kk", number=f"36040{walk.who.number:011d}", file=portrait())
    walk.hand_in("photo", file=portrait())
    tab = walk.file("verifikator").follow("Data orangnya")
    tab.follow("Verifikasi identitas").fill(document="ktp", seen=True).press("Nyatakan cocok")
    for code in ("identity", "family_card", "photo"):
        walk.decide("verifikator", code)


def propose(walk: Walk) -> None:
    """Her agency proposes her for its permit."""
    tab = walk.as_(walk.order.agency_officer).go("agency_file_act", walk.dossier, "seleksi")
    tab.fill(permit_id=walk.order.permit).press("Usulkan untuk SIP2MI ini")


def draft_contract(walk: Walk) -> None:
    """The agency drafts the contract from the job order; nothing may differ without a reason."""
    tab = walk.as_(walk.order.agency_officer).go("agency_file_act", walk.dossier, "kontrak")
    tab.fill(
        employer_address="Jalan Contoh 1, Taichung", duties="Merawat lansia di satu tempat kerja.", pay_day=5,
        medical_paid_by="insurance", ticket_home_paid_by="employer", insurance="Asuransi setempat dan BPJS",
        safety="Alat pelindung disediakan pemberi kerja.",
    )  # fmt: skip
    tab.press("Kirim rancangan ke perwakilan").says("sudah dikirim ke perwakilan")


def costs(walk: Walk) -> None:
    """She reads what everything costs and who pays before anything is signed."""
    walk.file("pengantar").follow("Buat rincian biaya").press("Buat rincian biaya")
    walk.herself.go("mine_costs").press("Saya sudah membaca rincian biaya ini")


def sign(walk: Walk) -> None:
    """Before the officer, both parties present."""
    walk.file("pengantar").follow("Ke penandatanganan").fill(present=True, read=True, signed=True)
    walk.as_("pengantar").press("Sahkan perjanjian")


def health(walk: Walk) -> None:
    """Certificates of health and psychology, entered at the counter, decided by another officer."""
    seen = {"v_result": "fit", "v_examined_by": "clinic-1", "v_issued_by": "clinic-1"}
    for kind in ("medical", "psychology"):
        walk.bring(kind, number=f"KCS/{walk.who.number:04d}/{kind[:3]}", issued_on=walk.today, **seen)
        walk.decide("verifikator", kind)


def other_papers(walk: Walk) -> None:
    """Health, psychology, marital status, family permit, competence; entered at the counter, decided by another."""
    health(walk)
    number, today = walk.who.number, walk.today
    walk.bring("marital_status", number=f"KUA-{number:05d}", issued_on=today)
    walk.bring("family_permit", issued_on=today)
    walk.bring("competence", number=f"LSP-{number:05d}", issued_on=today, valid_until=today + timedelta(days=1095))
    for code in ("marital_status", "family_permit", "competence"):
        walk.decide("verifikator", code)


def passport_of(walk: Walk) -> str:
    """Her invented passport number."""
    return walk.who.passport or f"Z{7_000_000 + walk.who.number}"


def passport(walk: Walk) -> None:
    """Read from its machine-readable zone, as the counter scans it."""
    ends = walk.today + timedelta(days=3650)
    bound = keyed_passport(passport_of(walk), "IDN", f"{walk.who.birth_date:%y%m%d}", f"{ends:%y%m%d}")
    zone = build(Mrz("IDN", walk.who.name.upper(), "", bound, walk.who.sex.upper()))
    walk.bring("passport", mrz="\n".join(zone), number=bound.number, issued_on=walk.today, valid_until=ends)
    walk.decide("verifikator", "passport")


def insurance_and_visa(walk: Walk) -> None:
    """Both parts of the social security, then the work visa."""
    number, today, months = walk.who.number, walk.today, walk.order.months
    walk.bring("social_security_before", number=f"KPJ{number:08d}", issued_on=today)
    walk.bring("social_security_during", number=f"KPM{number:08d}", issued_on=today,
               valid_until=today + timedelta(days=31 * months + 90), v_months=months)  # fmt: skip
    walk.bring("visa", number=f"TWV{number:06d}", issued_on=today, valid_until=today + timedelta(days=31 * months + 60))
    for code in ("social_security_before", "social_security_during", "visa"):
        walk.decide("verifikator", code)


def acknowledge_contract(walk: Walk) -> None:
    """She reads the contract in plain words and agrees to this very text."""
    walk.herself.go("mine_contract").fill(understood=True).press("Saya setuju dengan isi kontrak ini")


def endorse_contract(walk: Walk) -> None:
    """The mission reads and endorses it."""
    tab = walk.file(walk.order.mission).fill(decision="accept")
    tab.press("Simpan keputusan")


def orientation(walk: Walk) -> None:
    """A class is planned, she books a seat herself; two officers record her attendance the day after."""
    hall = walk.as_("instruktur").go("desk_classes")
    hall.fill(room=f"Aula {walk.who.number}", day=walk.today + timedelta(days=1), starts="08:00", ends="18:00",
              hours=10, seats=20).press("Jadwalkan kelas")  # fmt: skip
    walk.herself.go("mine_orientation").follow("Pilih kelas ini").press("Pesan kursi")
    walk.days(2)
    attend(walk, hall)


def attend(walk: Walk, hall: Tab) -> None:
    """One officer records, another approves, the certificate follows."""
    hall.go("desk_classes")
    hall.page.locator("main table a").first.click()
    hall.press("Catat")
    second = walk.as_("instruktur2")
    second.page.goto(hall.page.url)
    second.press("Setujui kehadiran")
    second.press("Terbitkan sertifikat")


def card(walk: Walk) -> None:
    """The day of departure is set; another person of another unit issues the card."""
    walk.file("pengantar").follow("Tetapkan rencana berangkat")
    walk.as_("pengantar").fill(departs_on=walk.today + timedelta(days=3)).press("Simpan tanggal")
    walk.file("penerbit-bp3mi").press("Terbitkan kartu")


def pregnancy_test(walk: Walk) -> None:
    """The test of the last days."""
    walk.bring("pregnancy_test", issued_on=walk.today, v_result="negative")
    walk.decide("verifikator", "pregnancy_test")


def find_at_gate(walk: Walk) -> Tab:
    """The gate officer types her passport number."""
    return walk.as_("gerbang").go("gate_home").fill(shown=passport_of(walk)).press("Periksa")


def depart(walk: Walk) -> Tab:
    """And records the flight."""
    return walk.as_("gerbang").fill(flight="GA870", airport="CGK").press("Catat berangkat")
