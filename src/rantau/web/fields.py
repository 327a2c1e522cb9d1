"""Short ways to write form fields in the look, and a form that knows what it is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rantau.web.acting import ActionForm

Choices = list[tuple[Any, Any]]


class AboutForm(ActionForm):
    """A form about something; ``about`` is what was read for it, to offer the right choices."""

    def __init__(self, *args: Any, about: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.fill()

    def fill(self) -> None:
        """Offer choices that depend on ``about``."""

    def offer(self, name: str, choices: Choices) -> None:
        """Set the choices of a field.

        Raises:
            TypeError: the field has no choices.
        """
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        field.choices = choices


class Confirm(AboutForm):
    """Nothing to fill in: the button alone, after reading what will happen."""


def text(label: Any, *, rows: int = 0, css: str = "", **kwargs: Any) -> forms.CharField:
    """Return a text field; with ``rows`` a larger one; ``css`` are width classes of the look."""
    attrs = {"class": css} if css else {}
    widget = forms.Textarea(attrs={**attrs, "rows": str(rows)}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, widget=widget, **kwargs)


def whole(label: Any, *, least: int = 0, most: int = 10_000, css: str = "w-4", **kwargs: Any) -> forms.IntegerField:
    """Return a field for a whole number."""
    widget = forms.NumberInput(attrs={"class": css, "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=widget, **kwargs)


def pick(label: Any, choices: Any = (), *, radio: bool = False, **kwargs: Any) -> forms.ChoiceField:
    """Return a choice, as a list or as radio buttons."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect if radio else None, **kwargs)


def photo_or_pdf(label: Any, **kwargs: Any) -> forms.FileField:
    """Return a field for a photo or PDF; what it may be is decided by its content, in the kernel."""
    words = _("Foto atau PDF, paling besar 10 MB. Letak dan jenis ponsel kami hapus dari foto.")
    return forms.FileField(label=label, help_text=words, **kwargs)


def tick(label: Any, help_text: Any = "", **kwargs: Any) -> forms.BooleanField:
    """Return a field to tick, by default one that must be ticked to go on."""
    return forms.BooleanField(label=label, help_text=help_text, **kwargs)
