"""What every page's layout needs: the navigation of the space, who acts, the urgent line."""

from collections.abc import Iterator
from functools import cache as remember
from importlib import import_module
from importlib.util import find_spec

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rantau.kernel.actors import VISITOR, Actor
from rantau.registry.accounts.models import Account, Posting
from rantau.registry.offices.selectors import hotline
from rantau.web.access import Access
from rantau.web.doors import home_of
from rantau.web.words import ROLES

HOMES = {
    "desk": "desk_home",
    "agency": "agency_home",
    "mine": "mine_home",
    "gate": "gate_home",
    "centre": "centre_home",
}
LAYOUTS = {"desk": "look/desk.html", "centre": "look/desk.html", "agency": "look/mine.html", "mine": "look/mine.html"}
STAFF_SEARCH = ("desk", "centre")
SEARCH = "desk_search"
HOTLINE_SECONDS = 60
FOOT = (
    (
        gettext_lazy("Bantuan"),
        (("offices", gettext_lazy("Kantor terdekat")), ("lawful_way", gettext_lazy("Jalur resmi"))),
    ),
    (
        gettext_lazy("Terbuka"),
        (("rules", gettext_lazy("Dasar aturan")), ("destinations", gettext_lazy("Negara tujuan"))),
    ),
    (
        gettext_lazy("Periksa"),
        (("agency_check", "P3MI"), ("card_check", gettext_lazy("Kartu")), ("vacancies", gettext_lazy("Lowongan"))),
    ),
)


def space_of(request: HttpRequest) -> str:
    """Return the space a page belongs to: the package of its view below ``rantau.web``."""
    module = request.resolver_match.func.__module__ if request.resolver_match else ""
    parts = module.split(".")
    return parts[2] if module.startswith("rantau.web.") and len(parts) > 3 else "public"


def home_space(actor: Actor, space: str) -> str:
    """Return the space whose frame stands around a page: that of the page, or one's own where she has no business."""
    if actor == VISITOR or space not in HOMES or any(_open_to(actor, name) for name, _label in _entries(space)):
        return space
    own = home_of(actor)
    return next((each for each, name in HOMES.items() if name == own), "public")


def page(request: HttpRequest) -> dict[str, object]:
    """Return the layout's values for any template."""
    actor: Actor = getattr(request, "actor", VISITOR)
    space = home_space(actor, space_of(request))
    return {
        "actor": actor,
        "layout": LAYOUTS.get(space, "look/public.html"),
        "nav": _navigation(request, actor, space),
        "home_url": _url(HOMES.get(space, "portal")) or "/",
        "login_url": _url("account_login"),
        "logout_url": _url("account_logout") if actor != VISITOR else "",
        "me": _me(request, actor),
        "search": _search(actor, space),
        "hotline": _hotline(),
        "foot": list(_foot()),
        "demo": True,
    }


def _hotline() -> dict[str, str] | None:
    """Return the line of help from the office data, remembered for a minute; None when the data name none."""
    found: dict[str, str] | None = cache.get("hotline")
    if found is None:
        unit = hotline()
        found = {"tel": "".join(unit.phone.split()), "number": unit.phone, "hours": unit.hours} if unit else {}
        cache.set("hotline", found, HOTLINE_SECONDS)
    return found or None


def _foot() -> Iterator[dict[str, object]]:
    for title, links in FOOT:
        yield {"title": title, "links": [{"url": url, "label": label} for name, label in links if (url := _url(name))]}


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _entries(space: str) -> list[tuple[str, object]]:
    if find_spec(f"rantau.web.{space}.nav") is None:
        return []
    listed: list[tuple[str, object]] = import_module(f"rantau.web.{space}.nav").NAV
    return listed


@remember
def _access(name: str) -> Access | None:
    """Return who may open a page, by its name; None for a page that is not there."""
    url = _url(name)
    return getattr(resolve(url).func, "access", None) if url else None


def _open_to(actor: Actor, name: str) -> bool:
    access = _access(name)
    return access is not None and access.allows(actor)


def _navigation(request: HttpRequest, actor: Actor, space: str) -> list[dict[str, object]]:
    """Return the entries this actor may open; the one whose address the page's begins with is where she is."""
    shown = [(_url(name), label) for name, label in _entries(space) if _open_to(actor, name)]
    here = max((url for url, _label in shown if request.path.startswith(url)), key=len, default="")
    return [{"url": url, "label": label, "current": _current(request.path, url, here)} for url, label in shown]


def _current(path: str, url: str, here: str) -> str:
    return "" if url != here else "page" if path == url else "true"


def _me(request: HttpRequest, actor: Actor) -> dict[str, str] | None:
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return None
    held: list[Posting] = getattr(request, "held", []) if actor.posting_id else []
    unit = next((row.unit for row in held if row.id == actor.posting_id), None)
    tasks = [str(ROLES.get(row.role, row.role)) for row in held if row.unit_id == actor.unit_id]
    return {
        "name": account.name,
        "line": f"{', '.join(tasks)}, {unit.name}" if unit else "",
        "switch_url": _url("choose_posting") if len({row.unit_id for row in held}) > 1 else "",
    }


def _search(actor: Actor, space: str) -> dict[str, str] | None:
    if space not in STAFF_SEARCH or not _open_to(actor, SEARCH):
        return None
    return {
        "url": _url(SEARCH),
        "label": _("Cari orang atau berkas"),
        "placeholder": _("NIK, nama, paspor, nomor KTKLN lama"),
        "method": "post",
    }
