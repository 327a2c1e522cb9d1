"""Addresses of signing in. Every name that allauth looks up is here; what we do not offer is no way in."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from rantau.web.public import accounts

urlpatterns = [
    path("masuk", account.LoginView.as_view(form_class=accounts.SignInForm), name="account_login"),
    path("keluar", account.logout, name="account_logout"),
    path("ditutup", account.account_inactive, name="account_inactive"),
    path("kata-sandi", accounts.change_password, name="account_change_password"),
    path("lupa", accounts.lost_access, name="account_reset_password"),
    path(
        "pastikan",
        account.ReauthenticateView.as_view(form_class=accounts.PasswordAgainForm),
        name="account_reauthenticate",
    ),
    path("langkah-kedua", second_step.index, name="mfa_index"),
    path(
        "langkah-kedua/kode",
        second_step.AuthenticateView.as_view(form_class=accounts.SecondStepForm),
        name="mfa_authenticate",
    ),
    path(
        "langkah-kedua/pastikan",
        second_step.ReauthenticateView.as_view(form_class=accounts.SecondStepAgainForm),
        name="mfa_reauthenticate",
    ),
    path(
        "langkah-kedua/pasang",
        totp.ActivateTOTPView.as_view(form_class=accounts.SetUpCodeForm),
        name="mfa_activate_totp",
    ),
    path("langkah-kedua/lepas", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("langkah-kedua/cadangan", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("langkah-kedua/cadangan/baru", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("langkah-kedua/cadangan/unduh", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    # allauth looks these names up: "account_inactive" above; and pages that Rantau does not have: "account_signup",
    # "account_email", "account_email_verification_sent" and "account_set_password" (no e-mail, no password by mail)
    path("daftar", accounts.to_registration, name="account_signup"),
    path("surel", accounts.not_here, name="account_email"),
    path("surel/terkirim", accounts.not_here, name="account_email_verification_sent"),
    path("kata-sandi/baru", accounts.not_here, name="account_set_password"),
]
