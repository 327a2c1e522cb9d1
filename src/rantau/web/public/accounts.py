"""Sign-in in our own words: allauth's forms with our labels, our password page, and what its unused pages answer.

Accounts are made by actions only. Nothing here sends mail: a lost password is an office's matter (CO-12).
"""

from collections.abc import Mapping
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rantau.registry.accounts.actions import ChoosePassword
from rantau.registry.accounts.models import Account
from rantau.web.access import ActorRequest, page
from rantau.web.acting import ActionForm, submit
from rantau.web.doors import EVERY_ROLE
from rantau.web.look.forms import speak

MISMATCH = _("Nama masuk dan kata sandi ini tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.")
WAIT = _("Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi.")
WORDS: Mapping[str, str | Promise] = {
    "username_password_mismatch": MISMATCH,
    "email_password_mismatch": MISMATCH,
    "phone_password_mismatch": MISMATCH,
    "too_many_login_attempts": WAIT,
    "rate_limited": WAIT,
    "incorrect_password": _("Kata sandi ini tidak cocok. Coba lagi."),
    "incorrect_code": _("Kode ini tidak cocok atau sudah lewat. Tunggu kode berikutnya di aplikasi, lalu coba lagi."),
}
CODE = _("Enam angka dari aplikasi kode")
CODE_OR_RECOVERY = _("Enam angka dari aplikasi kode, atau satu kode cadangan")


def _dress(form: forms.Form, **labels: str | Promise) -> None:
    """Give allauth's fields our labels and messages; no placeholders, which vanish when one types."""
    form.label_suffix = ""
    form.use_required_attribute = False
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = str(label), ""
        field.widget.attrs.pop("placeholder", None)
        speak(field)
    if "code" in labels:
        form.fields["code"].widget.attrs.update({"inputmode": "text", "class": "w-10", "autocapitalize": "none"})


def _in_our_words(error: ValidationError) -> ValidationError:
    """Return an error of allauth's in our words, by its code."""
    first = error.error_list[0]
    return ValidationError(str(WORDS.get(str(first.code), first.message)), code=first.code)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Number, name or phone, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, login=_("Nomor pendaftaran, nomor ponsel, atau nama masuk"), password=_("Kata sandi"))
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})

    def clean(self) -> Any:
        """Check the password.

        Raises:
            ValidationError: name and password do not belong together, or too many were tried.
        """
        try:
            return super().clean()
        except ValidationError as error:
            raise _in_our_words(error) from error


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The password once more, before something that could lock the owner out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, password=_("Kata sandi Anda"))

    def clean_password(self) -> Any:
        """Check the password.

        Raises:
            ValidationError: it is not hers.
        """
        try:
            return super().clean_password()
        except ValidationError as error:
            raise _in_our_words(error) from error


class _Code:
    """What the forms that ask for a code share."""

    label: str | Promise = CODE_OR_RECOVERY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, code=self.label)  # type: ignore[arg-type]  # mixed into forms only

    def clean_code(self) -> Any:
        """Check the code.

        Raises:
            ValidationError: it does not fit now, or too many were tried.
        """
        try:
            return super().clean_code()  # type: ignore[misc]  # mixed into forms that have it
        except ValidationError as error:
            raise _in_our_words(error) from error


class SecondStepForm(_Code, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code at sign-in."""


class SecondStepAgainForm(_Code, CodeAgainForm):  # type: ignore[misc]  # allauth ships no types
    """The code once more."""


class SetUpCodeForm(_Code, ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of a new app."""

    label = CODE


class PasswordForm(ActionForm):
    """The old password and the new one."""

    old = forms.CharField(
        label=_("Kata sandi sekarang"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "w-16"}),
        strip=False,
    )
    new = forms.CharField(
        label=_("Kata sandi baru"),
        help_text=_("Paling sedikit 10 huruf atau angka. Tiga kata yang tidak berhubungan mudah diingat."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "w-16"}),
        strip=False,
    )


@page(roles=EVERY_ROLE)
def change_password(request: ActorRequest) -> HttpResponse:
    """Let everybody replace her own password; the session at hand stays."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and submit(request, form, ChoosePassword) is not None:
        update_session_auth_hash(request, Account.objects.get(username=request.user.get_username()))
        messages.success(request, _("Kata sandi Anda sudah diganti."))
        return redirect("home")
    temporary = isinstance(request.user, Account) and request.user.temporary
    return render(request, "account/password_change.html", {"form": form, "temporary": temporary})


@page(public=True)
def lost_access(request: ActorRequest) -> HttpResponse:
    """Say how to get back in without the old phone or password: any office, two officers (CO-12)."""
    return render(request, "account/lost_access.html")


@page(public=True)
def to_registration(request: ActorRequest) -> HttpResponse:
    """People register as persons; there is no other sign-up."""
    return redirect("register")


@page(public=True)
def not_here(request: ActorRequest) -> HttpResponse:
    """Answer for pages of the sign-in library that Rantau does not offer.

    Raises:
        Http404: always.
    """
    raise Http404
