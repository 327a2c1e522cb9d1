"""What every page's layout needs: the navigation of the space, who acts, the urgent line."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rantau.kernel.actors import VISITOR, Actor
from rantau.registry.accounts.models import Account, Posting
from rantau.registry.offices.selectors import hotline
from rantau.web.words import ROLES

HOMES = {
    "desk": "desk_home",
    "agency": "agency_home",
    "mine": "mine_home",
    "gate": "gate_home",
    "centre": "centre_home",
}
STAFF_SEARCH = ("desk", "centre")
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


def page(request: HttpRequest) -> dict[str, object]:
    """Return the layout's values for any template."""
    actor: Actor = getattr(request, "actor", VISITOR)
    space = space_of(request)
    return {
        "actor": actor,
        "nav": list(_navigation(request, space)),
        "home_url": _url(HOMES.get(space, "portal")) or "/",
        "login_url": _url("account_login"),
        "logout_url": _url("account_logout") if actor != VISITOR else "",
        "me": _me(request, actor),
        "search": _search(space),
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


def _navigation(request: HttpRequest, space: str) -> Iterator[dict[str, object]]:
    if find_spec(f"rantau.web.{space}.nav") is None:
        return
    for name, label in import_module(f"rantau.web.{space}.nav").NAV:
        url = _url(name)
        if url:
            yield {"url": url, "label": label, "current": request.path == url}


def _me(request: HttpRequest, actor: Actor) -> dict[str, str] | None:
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return None
    return {
        "name": account.name,
        "line": _line(actor),
        "switch_url": _url("choose_posting") if actor.posting_id else "",
    }


def _line(actor: Actor) -> str:
    posting = Posting.objects.select_related("unit").filter(pk=actor.posting_id).first() if actor.posting_id else None
    if posting is None:
        return ""
    return f"{ROLES.get(posting.role, posting.role)}, {posting.unit.name}"


def _search(space: str) -> dict[str, str] | None:
    if space not in STAFF_SEARCH:
        return None
    return {
        "url": _url("desk_search"),
        "label": _("Cari orang atau berkas"),
        "placeholder": _("NIK, nama, paspor, nomor KTKLN lama"),
        "method": "post",
    }
