"""The demo country's offices and officers. Offices bear real kinds and places; every officer is invented.

Units and their first accounts are what an installation loads before anybody can act, so they are written here;
everything that happens afterwards goes through actions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from rantau.kernel import clock
from rantau.kernel.actors import Actor, Role
from rantau.registry.accounts.models import Account, Posting
from rantau.registry.accounts.selectors import actor_for
from rantau.registry.offices.models import Unit, UnitKind, UnitName

PASSWORD = "rantau-contoh-2026"  # noqa: S105 - printed on purpose; every account of the demo country is invented
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - the demo's second factor, printed as well
HOTLINE = "0800 1000"  # the number of the reference pages, nobody's
BANTEN = {
    "36.01": "Kabupaten Pandeglang", "36.02": "Kabupaten Lebak", "36.03": "Kabupaten Tangerang",
    "36.04": "Kabupaten Serang", "36.71": "Kota Tangerang", "36.72": "Kota Cilegon", "36.73": "Kota Serang",
    "36.74": "Kota Tangerang Selatan",
}  # fmt: skip
JAKARTA = {
    "31.71": "Jakarta Pusat", "31.72": "Jakarta Utara", "31.73": "Jakarta Barat", "31.74": "Jakarta Selatan",
    "31.75": "Jakarta Timur",
}  # fmt: skip
MISSIONS = (
    ("kdei-taipei", "KDEI Taipei", "TW", "Asia/Taipei"),
    ("kjri-hongkong", "KJRI Hong Kong", "HK", "Asia/Hong_Kong"),
    ("kbri-kualalumpur", "KBRI Kuala Lumpur", "MY", "Asia/Kuala_Lumpur"),
    ("kbri-singapura", "KBRI Singapura", "SG", "Asia/Singapore"),
    ("kbri-bandarseribegawan", "KBRI Bandar Seri Begawan", "BN", "Asia/Brunei"),
    ("kbri-tokyo", "KBRI Tokyo", "JP", "Asia/Tokyo"),
)


@dataclass(frozen=True, slots=True)
class Post:
    """One officer of the demo: sign-in name, invented name, unit, roles."""

    username: str
    name: str
    unit: str
    roles: tuple[Role, ...]


OFFICERS = (
    Post("menteri", "Ratna Contoh Wijaya", "kp2mi", (Role.MINISTRY_OFFICER, Role.SUPERVISOR)),
    Post("hukum", "Bagas Contoh Prasetya", "kp2mi", (Role.LEGAL_OFFICER,)),
    Post("hukum2", "Sinta Contoh Maharani", "kp2mi", (Role.LEGAL_OFFICER,)),
    Post("auditor", "Yusuf Contoh Hakim", "kp2mi", (Role.AUDITOR,)),
    Post("loket", "Neneng Contoh Sari", "disnaker-36.04", (Role.REGISTRAR,)),
    Post("verifikator", "Asep Contoh Hidayat", "disnaker-36.04", (Role.VERIFIER, Role.REGISTRAR)),
    Post("pengantar", "Euis Contoh Lestari", "disnaker-36.04", (Role.PLACEMENT_OFFICER,)),
    Post("verifikator-tng", "Dewi Contoh Anggraini", "disnaker-36.71", (Role.VERIFIER, Role.REGISTRAR)),
    Post("pengantar-tng", "Rudi Contoh Hartono", "disnaker-36.71", (Role.PLACEMENT_OFFICER,)),
    Post("verifikator-jkt", "Maya Contoh Puspita", "disnaker-31.74", (Role.VERIFIER, Role.REGISTRAR)),
    Post("bp3mi", "Hendra Contoh Saputra", "bp3mi-36", (Role.VERIFIER, Role.SUPERVISOR)),
    Post("penerbit", "Lilis Contoh Nuraini", "p4mi-tangerang", (Role.ISSUER,)),
    Post("penerbit-bp3mi", "Wawan Contoh Setiawan", "bp3mi-36", (Role.ISSUER,)),
    Post("instruktur", "Tuti Contoh Handayani", "bp3mi-36", (Role.INSTRUCTOR,)),
    Post("instruktur2", "Joko Contoh Santoso", "bp3mi-36", (Role.INSTRUCTOR,)),
    Post("gerbang", "Iwan Contoh Kurnia", "gate-cgk", (Role.GATE_OFFICER,)),
    Post("gerbang2", "Fitri Contoh Rahma", "gate-cgk", (Role.GATE_OFFICER, Role.SUPERVISOR)),
    Post("mpp", "Aan Contoh Permana", "mpp-36.73", (Role.REGISTRAR,)),
    Post("klinik", "dr. Vina Contoh", "clinic-1", (Role.CLINIC_OFFICER,)),
    Post("pelatihan", "Cecep Contoh Mulyana", "training-1", (Role.TRAINING_OFFICER,)),
    Post("bkk", "Nani Contoh Suryani", "school-1", (Role.SCHOOL_OFFICER,)),
    Post("desa", "Ujang Contoh Supriatna", "village-1", (Role.VILLAGE_OFFICER,)),
    *(
        Post(code.split("-")[1], f"Petugas Contoh {name}", code, (Role.MISSION_OFFICER,))
        for code, name, _c, _z in MISSIONS
    ),
)


def build_offices() -> dict[str, Unit]:
    """Make every office of the demo once and return all by code."""
    have = {unit.code: unit for unit in Unit.objects.filter(country="ID") | Unit.objects.filter(kind="mission")}
    for code, kind, name, parent, region in _offices():
        if code not in have:
            province = region[:2] if len(region) >= 2 and region[:2].isdigit() else None
            have[code] = Unit.objects.create(
                code=code, kind=kind, name=name, parent=have.get(parent), province_id=province,
                regency_id=region if len(region) == 5 else None,
                phone=HOTLINE if kind is UnitKind.MINISTRY else "",
                hours="gratis, siang dan malam" if kind is UnitKind.MINISTRY else "Senin–Jumat 08.00–15.00",
            )  # fmt: skip
    for code, name, country, zone in MISSIONS:
        if code not in have:
            have[code] = Unit.objects.create(
                code=code, kind=UnitKind.MISSION, name=name, parent=have["kp2mi"], country_id=country, time_zone=zone
            )
    return have


FORMER_NAMES = (
    ("kp2mi", "Badan Pelindungan Pekerja Migran Indonesia (BP2MI)", date(2020, 1, 1), date(2024, 10, 21)),
    ("kp2mi", "Badan Nasional Penempatan dan Perlindungan TKI (BNP2TKI)", date(2007, 1, 1), date(2020, 1, 1)),
    ("bp3mi-36", "UPT BP2MI Serang", date(2020, 1, 1), date(2022, 1, 1)),
    ("bp3mi-31", "UPT BP2MI Jakarta", date(2020, 1, 1), date(2022, 1, 1)),
)
"""Names of offices before, with invented days; people still ask for them."""


def name_as_before(units: dict[str, Unit]) -> None:
    """Give offices of the demo the names they bore."""
    for code, name, first, last in FORMER_NAMES:
        UnitName.objects.get_or_create(unit=units[code], name=name, defaults={"during": DateRange(first, last)})


def _offices() -> Iterator[tuple[str, UnitKind, str, str, str]]:
    yield "kp2mi", UnitKind.MINISTRY, "Kementerian Pelindungan Pekerja Migran Indonesia (KP2MI)", "", ""
    yield "dit-penempatan", UnitKind.DIRECTORATE, "Direktorat Jenderal Penempatan", "kp2mi", ""
    yield "dit-pelindungan", UnitKind.DIRECTORATE, "Direktorat Jenderal Pelindungan", "kp2mi", ""
    yield "bp3mi-36", UnitKind.BP3MI, "BP3MI Banten", "kp2mi", "36.73"
    yield "bp3mi-31", UnitKind.BP3MI, "BP3MI DKI Jakarta", "kp2mi", "31.75"
    yield "p4mi-tangerang", UnitKind.P4MI, "P4MI Kota Tangerang", "bp3mi-36", "36.71"
    yield "gate-cgk", UnitKind.GATE, "Helpdesk Bandara Soekarno-Hatta", "bp3mi-36", "36.71"
    yield "disnaker-36", UnitKind.DISNAKER_PROVINCE, "Disnakertrans Provinsi Banten", "kp2mi", "36.73"
    yield "disnaker-31", UnitKind.DISNAKER_PROVINCE, "Disnakertransgi DKI Jakarta", "kp2mi", "31.71"
    for code, name in BANTEN.items():
        yield f"disnaker-{code}", UnitKind.DISNAKER, f"Disnaker {name}", "disnaker-36", code
    for code, name in JAKARTA.items():
        yield f"disnaker-{code}", UnitKind.DISNAKER, f"Suku Dinas Tenaga Kerja {name}", "disnaker-31", code
    yield "ltsa-36.04", UnitKind.LTSA, "LTSA Kabupaten Serang", "disnaker-36.04", "36.04"
    yield "mpp-36.73", UnitKind.MPP, "Mal Pelayanan Publik Kota Serang", "disnaker-36.73", "36.73"
    yield "clinic-1", UnitKind.CLINIC, "Klinik Contoh Sehat Serang", "", "36.73"
    yield "clinic-2", UnitKind.CLINIC, "Klinik Contoh Waras Tangerang", "", "36.71"
    yield "training-1", UnitKind.TRAINING_BODY, "LPK Contoh Terampil", "", "36.04"
    yield "school-1", UnitKind.SCHOOL, "BKK SMK Contoh Cikande", "", "36.04"
    yield "village-1", UnitKind.VILLAGE, "Desa Contoh Sukamaju", "", "36.04"


@cache
def encoded_password() -> str:
    """The demo's one password, hashed once."""
    return make_password(PASSWORD)


def hire(posts: tuple[Post, ...], units: dict[str, Unit]) -> None:
    """Give every officer an account, her roles and the demo's second factor; known names are left alone."""
    encoded = encoded_password()
    since = clock.now() - timedelta(days=400)
    known = set(
        Account.objects.filter(username__in=[post.username for post in posts]).values_list("username", flat=True)
    )
    for post in posts:
        if post.username in known:
            continue
        account = Account.objects.create(username=post.username, name=post.name, password=encoded)
        Authenticator.objects.create(
            user=account, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(SECRET)}
        )
        for role in post.roles:
            Posting.objects.create(
                account=account, unit=units[post.unit], role=role, during=DateTimeTZRange(since, None)
            )


def open_own_account(username: str, person: UUID, name: str) -> None:
    """Give a person of the demo a sign-in of her own, without a second factor (only staff must have one)."""
    Account.objects.create(username=username, name=name, person=person, password=encoded_password())


def acting(username: str) -> Actor:
    """Return the actor of a demo officer under her first posting, or of a person's own account."""
    account = Account.objects.get(username=username)
    posting = Posting.objects.filter(account=account).select_related("unit").order_by("role").first()
    return actor_for(account, posting)
