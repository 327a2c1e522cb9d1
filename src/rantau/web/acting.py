"""From a form to an action and back: the form checks shape, the action rights and state, a refusal finds its field."""

from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language

from rantau.kernel import ids
from rantau.kernel.actions import Answer, Command, parse, run
from rantau.kernel.refusals import Refused
from rantau.web.access import ActorRequest
from rantau.web.look.forms import LookForm

C = TypeVar("C", bound=Command)


class ActionForm(LookForm):
    """A form whose second sending has no second effect: it carries a request key made when it was shown."""

    key = forms.CharField(widget=forms.HiddenInput, initial=ids.reference, max_length=40, required=False)

    def values(self) -> dict[str, Any]:
        """Return what the person filled in, files as bytes, without the request key and what she left empty."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return {name: _plain(value) for name, value in given.items() if value not in (None, "")}


def _plain(value: Any) -> Any:
    return value.read() if isinstance(value, UploadedFile) else value


def submit(request: ActorRequest, form: ActionForm, command: type[Command], **fixed: Any) -> Answer | None:
    """Run the command with the form's values and the fixed ones; None when the form must be shown again."""
    if not form.is_valid():
        return None
    try:
        return run(parse(command, {**form.values(), **fixed}), request.actor, form.cleaned_data.get("key") or None)
    except Refused as refused:
        form.refuse(refused.refusal.field, refused.refusal.sentence(get_language() or "id"))
        return None


def act(request: ActorRequest, command: type[Command], **values: Any) -> Answer:
    """Run a command that needs no form beyond a button; the request key comes from the posted field ``key``.

    Raises:
        Refused: shown as a page of its own by ``rantau.web.access.page``.
    """
    return run(parse(command, values), request.actor, request.POST.get("key") or None)
