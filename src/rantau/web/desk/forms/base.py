"""What every form of the desk shares: it may look at the file it is about to offer the right choices."""

from typing import Any

from django import forms

from rantau.web.acting import ActionForm

Choices = list[tuple[str, object]]


class DeskForm(ActionForm):
    """A form about a person or a file; ``about`` is the page that was read for it."""

    def __init__(self, *args: Any, about: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.fill()

    def fill(self) -> None:
        """Offer choices that depend on the file."""

    def offer(self, name: str, choices: Choices) -> None:
        """Set the choices of a field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        else:
            raise TypeError(name)


class Confirm(DeskForm):
    """Nothing to fill in: the button alone, after reading what will happen."""


def tick(label: Any, help_text: Any = "") -> forms.BooleanField:
    """Return a field that must be ticked to go on."""
    return forms.BooleanField(label=label, help_text=help_text)


def text(label: Any, *, rows: int = 0, **kwargs: Any) -> forms.CharField:
    """Return a text field; with ``rows`` a larger one."""
    widget = forms.Textarea(attrs={"rows": str(rows)}) if rows else None
    return forms.CharField(label=label, widget=widget, **kwargs)


def pick(label: Any, choices: Any = (), *, radio: bool = False, **kwargs: Any) -> forms.ChoiceField:
    """Return a choice, as a list or as radio buttons."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect if radio else None, **kwargs)
