"""A journey on foot: each step is what one person does on the pages, in the words the pages use.

What is done backstage instead of on a page says why beside it. ``days`` moves the site's day, never a row.
"""

import re
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
from rantau_verify.mrz import Mrz, build, keyed_passport
from tests.browser.site import Site
from tests.browser.tab import Tab
from tests.browser.words import Data

OWN_PASSWORD = "rumah hujan kelapa"
AGENCY = "Contoh Samudra Raya"
MARITAL = {"unmarried": "single"}
PHONE = 360  # pixels wide


def second_factor() -> str:
    """The six digits of this moment, as the officers' app shows them."""
    return f"{hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))):06d}"


def sign_in(tab: Tab, username: str, password: str = PASSWORD, *, code: bool = True) -> Tab:
    """Sign in on the page; staff give a second factor."""
    tab.go("account_login").fill(login=username, password=password).press("Masuk", within="main")
    if code:
        tab.titled("Langkah kedua").fill(code=second_factor()).press("Masuk", within="main")
    return tab


@dataclass
class Walk:
    """One woman's way: who she is, everybody's tab, the day it is, the language and the hands of everybody."""

    site: Site
    open: Any
    who: SyntheticPerson
    order: Order
    how: dict[str, Any] = field(default_factory=dict)
    username: str = ""
    password: str = OWN_PASSWORD
    dossier: UUID | None = None
    tabs: dict[str, Tab] = field(default_factory=dict)

    @property
    def name(self) -> Data:
        """Her name, as every page has it."""
        return Data(self.who.name)

    def phone(self) -> Tab:
        """A small screen nobody has signed in on."""
        tab: Tab = self.open(width=PHONE, **self.how)
        return tab

    def as_(self, username: str) -> Tab:
        """Somebody of the staff, who signs in on the page the first time she is needed."""
        if username not in self.tabs:
            self.tabs[username] = sign_in(self.open(**self.how), username)
        return self.tabs[username]

    @property
    def herself(self) -> Tab:
        """Her own phone; she signs in on it once."""
        if self.username not in self.tabs:
            self.tabs[self.username] = sign_in(self.phone(), self.username, self.password, code=False)
        return self.tabs[self.username]

    def file(self, username: str) -> Tab:
        """Her file: found by name the first time an officer needs it, opened by its address after that."""
        if username in self.tabs:
            return self.tabs[username].go("desk_dossier", self.dossier)
        return self.as_(username).find(self.name).follow(self.name, within="main")

    def at_agency(self) -> Tab:
        """Her file as her agency opens it."""
        return self.as_(self.order.agency_officer).go("agency_candidates").follow(self.name, within="main")

    @property
    def today(self) -> date:
        """The site's legal day."""
        return datetime.now(clock.JAKARTA).date() - timedelta(days=self.site.days_ago)

    def days(self, count: int) -> None:
        """Some days go by."""
        self.site.days_ago = max(0, self.site.days_ago - count)

    # -- the papers

    def accept(self, username: str, times: int = 1) -> Tab:
        """An officer accepts what waits for her in the file, one decision after the other."""
        tab = self.file(username)
        for _time in range(times):
            tab.fill(decision="accept").press("Simpan keputusan")
        return tab

    def bring(self, kind: str, /, **values: object) -> None:
        """The counter enters a document she brought; nobody decides yet."""
        tab = self.as_("loket").go("desk_state_kind", self.dossier, kind)
        tab.fill(herself=True, **values).press("Simpan bukti")

    def hand_in(self, papers: dict[str, dict[str, object]]) -> None:
        """She sends papers from her own phone: what hangs below her line, and what is asked without holding her up."""
        for kind, values in papers.items():
            self.herself.go("mine_evidence", kind).fill(**values).press("Kirim dokumen")


def register_oneself(walk: Walk, tab: Tab) -> None:
    """Four short steps on a phone."""
    who = walk.who
    tab.go("register").fill(
        name=who.name, sex=who.sex, birth_date=who.birth_date, nik=who.nik,
        marital=MARITAL.get(who.marital_status, who.marital_status),
    ).press("Lanjut")  # fmt: skip
    tab.titled("Di mana kami bisa menghubungi Anda?").fill(phone=who.phone, tempat="Kabupaten Serang").press("Lanjut")
    homes = tab.page.locator("main [name=home][type=radio]")
    if homes.count():
        tab.hands.choose(homes.first)
        tab.press("Lanjut")
    tab.titled("Siapa yang kami hubungi kalau ada apa-apa?").press("Lanjut")
    tab.titled("Periksa, lalu kirim").has(walk.name).fill(password=OWN_PASSWORD, right=True).press("Kirim pendaftaran")
    walk.username = walk.site.backstage(_account_of, who.name)
    walk.tabs[walk.username] = tab  # she is signed in from here on


def _account_of(name: str) -> str:
    return Account.objects.get(name=name, person__isnull=False).username


def dossier_of(username: str) -> UUID:
    """The file of whoever has this account."""
    actor = acting(username)
    with reading(actor):
        return Dossier.objects.get(person_id=actor.person_id).pk


def open_file(walk: Walk) -> None:
    """The counter finds her by NIK and opens her file, asking who brought her."""
    tab = walk.as_("loket").find(str(walk.who.nik))
    tab.has("Namanya disamarkan. Buka hanya kalau orangnya ada di depan Anda; alasannya dicatat dan dapat dibacanya.")
    tab.unfold("Buka dengan alasan").fill(ground="home", reason="Membuka berkas penempatan").press("Buka berkas ini")
    tab.titled(walk.name).follow("Buka berkas penempatan").fill(service_reason="home", agency=AGENCY, referral="none")
    tab.press("Buka berkas", within="main")
    walk.dossier = UUID(tab.path.rstrip("/").split("/")[-1])


def first_papers(walk: Walk) -> None:
    """She sends identity, family card and photograph; another officer verifies her and accepts them."""
    walk.hand_in({
        "identity": {"kind": "ktp", "number": walk.who.nik, "content": portrait()},
        "family_card": {"number": f"36040{walk.who.number:011d}", "content": portrait()},
        "photo": {"content": portrait()},
    })  # fmt: skip
    identify(walk)
    walk.accept("verifikator", 3)


def identify(walk: Walk) -> None:
    """An officer looks at her original card and at her."""
    tab = walk.file("verifikator").follow("Data orangnya, perubahan data, kontak")
    tab.follow("Verifikasi identitas").fill(document="ktp", seen=True).press("Nyatakan cocok")


def propose(walk: Walk) -> None:
    """Her agency proposes her for its permit."""
    tab = walk.at_agency().follow("Usulkan seleksi")
    tab.fill(permit_id=walk.order.permit).press("Usulkan untuk SIP2MI ini")
    tab.has("Usulan seleksi sudah dikirim. Pengantar Kerja menyaksikannya.")


def name_permit(walk: Walk) -> None:
    """Her agency names the permit of the agreement she signed in the old system."""
    tab = walk.at_agency().follow("Sebutkan SIP2MI perjanjian lama")
    tab.fill(permit_id=walk.order.permit).press("Sebutkan SIP2MI ini")
    tab.has("SIP2MI sudah disebutkan. Pengantar Kerja mencocokkannya.")


def draft_contract(walk: Walk) -> None:
    """The agency drafts the contract from the job order; nothing may differ without a reason."""
    tab = walk.at_agency().follow("Susun perjanjian kerja").fill(
        employer_address="Jalan Contoh 1, Taichung", duties="Merawat lansia di satu tempat kerja.", pay_day=5,
        medical_paid_by="insurance", ticket_home_paid_by="employer", insurance="Asuransi setempat dan BPJS",
        safety="Alat pelindung disediakan pemberi kerja.",
    )  # fmt: skip
    tab.press("Kirim rancangan ke perwakilan").has("Rancangan perjanjian kerja sudah dikirim ke perwakilan.")


def costs(walk: Walk) -> None:
    """She reads what everything costs and who pays before anything is signed."""
    walk.file("pengantar").follow("Buat rincian biaya").press("Buat rincian biaya")
    walk.herself.go("mine_home").follow("Rincian dan pembayaran").press("Saya sudah membaca rincian biaya ini")
    walk.herself.has("Terima kasih. Rincian biaya ini tercatat sudah Anda baca.")


def sign(walk: Walk) -> None:
    """Before the officer, both parties present."""
    tab = walk.file("pengantar").follow("Ke penandatanganan").fill(present=True, read=True, signed=True)
    tab.press("Sahkan perjanjian").has("Perjanjian %(number)s tercatat. Satu tempat kuota terpakai.")


def health(walk: Walk) -> None:
    """Certificates of health and psychology, entered at the counter."""
    seen = {"v_result": "fit", "v_examined_by": "clinic-1", "v_issued_by": "clinic-1"}
    for kind in ("medical", "psychology"):
        walk.bring(kind, number=f"KCS/{walk.who.number:04d}/{kind[:3]}", issued_on=walk.today, **seen)


def other_papers(walk: Walk) -> None:
    """Marital status, family permit and competence, entered at the counter."""
    number, today = walk.who.number, walk.today
    walk.bring("marital_status", number=f"KUA-{number:05d}", issued_on=today)
    walk.bring("family_permit", issued_on=today)
    walk.bring("competence", number=f"LSP-{number:05d}", issued_on=today, valid_until=today + timedelta(days=1095))


def passport_number(who: SyntheticPerson) -> str:
    """Her invented passport number."""
    return who.passport or f"Z{7_000_000 + who.number}"


def passport(walk: Walk) -> None:
    """Read from its machine-readable zone, as the counter scans it."""
    ends = walk.today + timedelta(days=3650)
    bound = keyed_passport(passport_number(walk.who), "IDN", f"{walk.who.birth_date:%y%m%d}", f"{ends:%y%m%d}")
    zone = build(Mrz("IDN", walk.who.name.upper(), "", bound, walk.who.sex.upper()))
    walk.bring("passport", mrz="\n".join(zone), number=bound.number, issued_on=walk.today, valid_until=ends)


def insurance_and_visa(walk: Walk) -> None:
    """Both parts of the social security, then the work visa; another officer accepts all three."""
    number, today, months = walk.who.number, walk.today, walk.order.months
    walk.bring("social_security_before", number=f"KPJ{number:08d}", issued_on=today)
    walk.bring("social_security_during", number=f"KPM{number:08d}", issued_on=today,
               valid_until=today + timedelta(days=31 * months + 90), v_months=months)  # fmt: skip
    walk.bring("visa", number=f"TWV{number:06d}", issued_on=today, valid_until=today + timedelta(days=31 * months + 60))
    walk.accept("verifikator", 3)


def acknowledge_contract(walk: Walk) -> None:
    """She reads the contract in plain words and agrees to this very text."""
    tab = walk.herself.go("mine_home").follow("Baca dan setujui").titled("Baca kontrak Anda, lalu putuskan")
    tab.fill(understood=True).press("Saya setuju dengan isi kontrak ini").titled("Kontrak ini sudah Anda setujui")


def endorse_contract(walk: Walk) -> None:
    """The mission reads and endorses it."""
    walk.accept(walk.order.mission)


def own_class(walk: Walk, tab: Tab) -> Tab:
    """Choose her own class in any table of classes."""
    hall = tab.page.locator("td", has_text=re.compile(rf"Aula {walk.who.number}\s*$"))
    return tab.leave(tab.page.locator("main tr").filter(has=hall).get_by_role("link"))


def orientation(walk: Walk) -> None:
    """A class is planned, she books a seat herself; two officers record her attendance the day after."""
    hall = walk.as_("instruktur").follow("Jadwal OPP")
    hall.fill(room=f"Aula {walk.who.number}", day=walk.today + timedelta(days=1), starts="08:00", ends="18:00",
              hours=10, seats=20).press("Jadwalkan kelas")  # fmt: skip
    own_class(walk, walk.herself.go("mine_home").follow("Pilih kelas OPP")).press("Pesan kursi")
    walk.days(2)
    attend(walk, hall)


def attend(walk: Walk, hall: Tab) -> None:
    """One officer records, another approves, the certificate follows."""
    own_class(walk, hall.follow("Jadwal OPP")).press("Catat", within="main table")
    second = own_class(walk, walk.as_("instruktur2").follow("Jadwal OPP"))
    second.press("Setujui kehadiran").press("Terbitkan sertifikat")


def card(walk: Walk) -> None:
    """The day of departure is set; another person of another unit issues the card."""
    tab = walk.file("pengantar").follow("Tetapkan rencana berangkat")
    tab.fill(departs_on=walk.today + timedelta(days=3)).press("Simpan tanggal")
    walk.file("penerbit-bp3mi").press("Terbitkan kartu")
    walk.herself.go("mine_home").follow("Tunjukkan kartu").titled("Kartu Anda berlaku")


def pregnancy_test(walk: Walk) -> None:
    """The test of the last days."""
    walk.bring("pregnancy_test", issued_on=walk.today, v_result="negative")
    walk.accept("verifikator")


def depart(walk: Walk) -> Tab:
    """The gate officer types her passport number, sees green, and records the flight."""
    gate = walk.as_("gerbang").fill(shown=passport_number(walk.who)).press("Periksa", within="main")
    gate.has("Semua syarat terpenuhi.", "Persilakan jalan. Tidak perlu surat lain.")
    gate.fill(flight="GA870", airport="CGK").press("Catat berangkat")
    return gate.has("Keberangkatan sudah dicatat. Persilakan jalan.")
