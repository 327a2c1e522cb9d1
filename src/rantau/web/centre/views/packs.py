"""The rulebook: versions in force and waiting, a version's changes, what it would change in files, approval."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel import ids
from rantau.kernel.actions import parse, run
from rantau.kernel.actors import Role
from rantau.kernel.refusals import Refused
from rantau.placement.dossiers.dryrun import dry_run
from rantau.placement.dossiers.selectors import Titles
from rantau.registry.packs.actions import ApprovePack, ImportPack, is_own
from rantau.registry.packs.selectors import approved, changes_of, find_version, rulebook, waiting_for_approval
from rantau.web.access import ActorRequest, page
from rantau.web.acting import act
from rantau.web.centre.forms import ImportForm
from rantau.web.centre.roles import READERS
from rantau.web.centre.words import CHANGES, STATES
from rantau.web.look.wording import language
from rantau.web.showing import Context, done, posted, show

SHOWN = 100


@page(roles=READERS)
def packs(request: ActorRequest) -> HttpResponse:
    """List versions; a POST brings one in from its TOML files."""
    form = ImportForm(posted(request), request.FILES or None)
    version = _imported(request, form) if request.method == "POST" and form.is_valid() else ""
    if version:
        return done(request, _("Versi ini sudah dimuat. Petugas hukum lain yang menyetujui."), "centre_pack", version)
    return show(request, "centre/packs.html", lambda: _packs(request, form))


def _imported(request: ActorRequest, form: ImportForm) -> str:
    """Return the version's name; "" when it was refused, which is then said at the files."""
    try:
        files = {each.name: each.read().decode() for each in request.FILES.getlist("content")}
        return str(run(parse(ImportPack, {"files": files}), request.actor, form.cleaned_data["key"] or None)["version"])
    except UnicodeDecodeError:
        form.refuse("content", _("Berkas ini bukan teks UTF-8."))
    except Refused as refused:
        form.refuse("content", refused.refusal.sentence(language()))
    return ""


def _packs(request: ActorRequest, form: ImportForm) -> Context:
    legal = Role.LEGAL_OFFICER in request.actor.roles
    return {"approved": list(approved()), "waiting": list(waiting_for_approval()), "form": form, "legal": legal}


@page(roles=READERS)
def pack(request: ActorRequest, version: str) -> HttpResponse:
    """Show what a version changes and, on request, which open files; a POST approves it as the second person."""
    if request.method == "POST":
        act(request, ApprovePack, version=version)
        return done(request, _("Versi aturan ini sudah disetujui."), "centre_pack", version)
    return show(request, "centre/pack.html", lambda: _pack(request, version))


def _pack(request: ActorRequest, version: str) -> Context:
    row = find_version(version)
    changes = changes_of(row)
    run_now = dry_run(request.actor, version) if request.GET.get("uji") else None
    legal = Role.LEGAL_OFFICER in request.actor.roles
    return {
        "row": row,
        "changes": [(change, CHANGES[change.change]) for change in changes[:SHOWN]],
        "many": len(changes),
        "dry": run_now,
        "files": _files(run_now.changes[:SHOWN]) if run_now else [],
        "own": is_own(row, request.actor),
        "legal": legal,
        "key": ids.reference(),
    }


def _files(changes: Any) -> list[tuple[Any, list[tuple[str, object, object]]]]:
    """Return each file with its requirements in words: title, state now, state then."""
    titles, english = Titles(rulebook()), language() == "en"
    return [(change, [((titles.of(code).en if english else titles.of(code).id), STATES[now], STATES[then])
                      for code, now, then in change.requirements]) for change in changes]  # fmt: skip
