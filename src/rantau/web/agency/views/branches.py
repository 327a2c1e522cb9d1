"""Branches of the agency: listed, and a new one opened."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel import clock
from rantau.registry.agencies.actions import OpenBranch
from rantau.registry.agencies.models import Agency
from rantau.registry.agencies.selectors import agency_card
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.agency.forms.people import BranchForm
from rantau.web.agency.house import OFFICERS, house
from rantau.web.showing import Context, done, posted, read, show


@page(roles=OFFICERS)
def branches(request: ActorRequest) -> HttpResponse:
    """List the agency's branches and open one; a branch has no licence of its own."""
    agency = read(request.actor, lambda: house(request.actor))
    form = BranchForm(posted(request))
    if request.method == "POST" and submit(request, form, OpenBranch, agency_id=agency.pk):
        return done(request, _("Cabang sudah dibuka."), "agency_branches")
    return show(request, "agency/branches.html", lambda: _branches(agency, form))


def _branches(agency: Agency, form: BranchForm) -> Context:
    return {"form": form, "rows": agency_card(agency, clock.today()).branches}
