"""Sessions and browsers are tight on every page (promise D6)."""

import os
import subprocess
import sys

from django.conf import settings
from django.test import Client, TestCase
from django.urls import reverse

from rantau.config import paths
from rantau.kernel.actors import Role
from rantau.web.look.catalogue import compile_catalogues
from tests.matrix.expected import table
from tests.matrix.scenery import Scenery, scenery
from tests.matrix.test_pages import address, addresses, client_of, said

EXPECTED = table("pages.csv")
NEEDED = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip


class TestBrowsers(TestCase):
    """Headers of every page as a verifier and as a visitor get them."""

    scene: Scenery

    @classmethod
    def setUpTestData(cls) -> None:
        paths.STATIC.mkdir(parents=True, exist_ok=True)
        compile_catalogues()
        cls.scene = scenery()

    def test_every_page_carries_a_strict_policy_and_personal_ones_are_not_stored(self) -> None:
        wrong = []
        for role in (Role.VERIFIER, Role.CANDIDATE, None):
            client = client_of(self.scene, role, "own")
            for name, parts in addresses():
                if name == "account_logout":
                    continue
                response = client.get(address(name, parts, self.scene.ids))
                wrong += [f"{name} {role}: {fault}" for fault in faults(response, personal=role is not None)]
        assert not wrong, "\n".join(wrong)

    def test_session_cookie_is_out_of_reach_of_scripts(self) -> None:
        client = client_of(self.scene, Role.VERIFIER, "own")
        assert said(client.post(reverse("set_language"), {"language": "en"})) == "in"
        assert (settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY) == (True, True)
        assert settings.SESSION_COOKIE_SAMESITE == "Lax"

    def test_posting_without_token_is_refused(self) -> None:
        client = Client(enforce_csrf_checks=True)
        assert client.post(reverse("register"), {}).status_code == 403


def faults(response: object, *, personal: bool) -> list[str]:
    """What an answer's headers lack."""
    headers = {key.lower(): value for key, value in response.headers.items()}  # type: ignore[attr-defined]
    found = [
        f"{key} is {headers.get(key.lower())}" for key, value in NEEDED.items() if headers.get(key.lower()) != value
    ]
    policy = headers.get("content-security-policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy or "http" in policy:
        found.append(f"policy {policy[:80]!r}")
    if personal and "no-store" not in headers.get("cache-control", ""):
        found.append(f"cache-control {headers.get('cache-control')}")
    return found


def test_checking_production_settings_finds_nothing_to_warn_of() -> None:
    environment = {**os.environ, "RANTAU_PRODUCTION": "1", "RANTAU_HOSTS": "rantau.example", "PYTHONPATH": "src",
                   "RANTAU_SESSION_KEY": "only-of-this-test-" + "abcdefghijklmnop0123456789-" * 3}  # fmt: skip
    code = (
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('check', deploy=True, fail_level='WARNING');"
        "from django.conf import settings as s;"
        "assert s.SESSION_COOKIE_NAME.startswith('__Host-') and s.CSRF_COOKIE_NAME.startswith('__Host-');"
        "assert s.SECURE_HSTS_SECONDS >= 31_536_000 and s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE"
    )
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-1500:]
    assert "WARN" not in ended.stderr
