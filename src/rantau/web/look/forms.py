"""Form fields in the look: label, hint, error, field, and a summary that links to each field. Works without JavaScript.

Use ``LookForm`` and the fields below; ``{{ form }}`` draws summary and fields, ``{{ form.name.as_field_group }}`` one.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

OURS = "look/forms/widgets/"
DJANGOS = "django/forms/widgets/"

# what to do, in place of what went wrong; by error code of Django's fields
MESSAGES = {
    "required": _("Isi bagian ini."),
    "invalid_choice": _("Pilih satu dari daftar."),
    "max_length": _("Isian ini terlalu panjang. Singkatkan."),
}
FIELD_MESSAGES: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (forms.BooleanField, {"required": _("Beri tanda untuk melanjutkan.")}),
    (forms.ChoiceField, {"required": _("Pilih satu.")}),
    (forms.ModelChoiceField, {"required": _("Pilih satu."), "invalid_choice": _("Pilih satu dari daftar.")}),
    (forms.DateField, {"invalid": _("Tulis tanggal yang ada di kalender, contoh 23/11/2026.")}),
    (forms.DateTimeField, {"invalid": _("Tulis tanggal dan jam yang ada di kalender.")}),
    (forms.IntegerField, {"invalid": _("Tulis angka bulat saja, tanpa huruf.")}),
    (forms.EmailField, {"invalid": _("Tulis alamat surel yang lengkap, contoh nama@contoh.id.")}),
    (
        forms.FileField,
        {
            "required": _("Pilih satu berkas."),
            "empty": _("Berkas ini kosong. Pilih berkas lain."),
            "missing": _("Pilih satu berkas."),
        },
    ),
)


class LookRenderer(TemplatesSetting):
    """Draw forms with the templates of the look; Django's own are the fallback for widgets we do not restyle."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"
    formset_template_name = "look/forms/formset.html"

    def get_template(self, template_name: str) -> Any:
        """Return our template of that widget when there is one."""
        if not template_name.startswith("django/forms/"):
            return get_template(template_name)
        try:
            return get_template(template_name.replace(DJANGOS, OURS))
        except TemplateDoesNotExist:
            return DjangoTemplates().get_template(template_name)


class DateInput(forms.DateInput):
    """The browser's own calendar. It sends ISO dates and shows them in the reader's way."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "w-10", **(attrs or {})}, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own calendar with a clock; the form's text must name the zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "w-16", **(attrs or {})}, format="%Y-%m-%dT%H:%M")


class RupiahInput(forms.TextInput):
    """An amount with the sign before it."""

    template_name = "look/forms/widgets/rupiah.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


class DateField(forms.DateField):
    """A day, typed or picked."""

    widget = DateInput


class DateTimeField(forms.DateTimeField):
    """A moment in the zone of the page."""

    widget = DateTimeInput


class RupiahField(forms.IntegerField):
    """Whole rupiah, however people write it: ``1200000``, ``1.200.000``, ``Rp1.200.000,00``."""

    widget = RupiahInput
    default_error_messages = {
        "invalid": _("Tulis jumlah dalam rupiah, contoh 1.200.000."),
        "min_value": _("Jumlah tidak boleh kurang dari nol."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out min and max: they belong to number inputs, and this is text."""
        return {}

    def to_python(self, value: Any) -> int | None:
        """Read the amount.

        Raises:
            ValidationError: it is not an amount in whole rupiah.
        """
        if value in self.empty_values:
            return None
        text = re.sub(r"^rp\.?\s*", "", str(value).strip(), flags=re.IGNORECASE)
        text = re.sub(r",(00|-)$", "", text).replace(" ", "")
        if not re.fullmatch(r"-?(\d{1,15}|\d{1,3}(\.\d{3}){1,4})", text, flags=re.ASCII):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text.replace(".", ""))


class LookForm(forms.Form):
    """A form whose messages say how to put things right. Initial focus goes to the error summary.

    The browser's own checks stay off: they speak the browser's language, not ours, and cannot be linked to.
    """

    use_required_attribute = False
    all_optional = False  # a search: nothing has to be filled in, and saying so at every field is noise

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak(field)
            if isinstance(field.widget, forms.Textarea) and field.widget.attrs.get("rows") == "10":
                field.widget.attrs["rows"] = "4"

    @property
    def multipart(self) -> bool:
        """Whether the page has to say ``enctype="multipart/form-data"``."""
        return self.is_multipart()

    def refuse(self, field: str | None, words: str) -> None:
        """Show a refusal of an action at the field it names, or above the form when there is no such field."""
        self.add_error(field if field in self.fields else None, words)


def speak(field: forms.Field) -> None:
    """Replace Django's standard messages of a field, but none that the form gave itself."""
    words = dict(MESSAGES)
    for kind, messages in FIELD_MESSAGES:
        if isinstance(field, kind):
            words.update(messages)
    standard: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            standard.update(getattr(kind, "default_error_messages", {}))
    for code, message in words.items():
        if code in standard and field.error_messages.get(code) == standard[code]:
            field.error_messages[code] = message
