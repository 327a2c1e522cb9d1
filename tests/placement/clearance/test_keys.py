"""Issuing keys: short-lived, unreadable to others, rotated, withdrawn, published without their secret."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from rantau.kernel import clock
from rantau.placement.clearance.keys import LIFE, KeyStore, NoKey
from rantau_verify.keys import KeyList

NOW = clock.now()


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path / "cards")


def test_signer_makes_the_first_key_and_keeps_it(store: KeyStore) -> None:
    assert store.signer(NOW).kid == store.signer(NOW + timedelta(days=1)).kid


def test_a_key_lives_at_most_ninety_days(store: KeyStore) -> None:
    kid = store.signer(NOW).kid
    entry = store.public().find("card", kid)
    assert entry is not None
    assert entry.valid_until - entry.valid_from == LIFE == timedelta(days=90)
    with pytest.raises(NoKey):
        store.signer(NOW + timedelta(days=91))


def test_private_halves_are_readable_by_their_owner_only(store: KeyStore) -> None:
    store.signer(NOW)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in store.folder.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_rotation_signs_with_the_new_key_and_still_publishes_the_old(store: KeyStore) -> None:
    old, new = store.signer(NOW).kid, store.rotate(NOW + timedelta(days=1)).kid
    assert store.signer(NOW + timedelta(days=2)).kid == new
    assert store.public().find("card", old)


@pytest.mark.parametrize(("days", "made"), [(0, False), (70, False), (77, True), (100, True)])
def test_rotate_if_due_makes_a_key_a_fortnight_before_the_end(store: KeyStore, days: int, made: bool) -> None:
    store.signer(NOW)
    assert (store.rotate_if_due(NOW + timedelta(days=days)) is not None) is made


def test_withdrawn_key_signs_nothing_and_its_secret_is_gone(store: KeyStore) -> None:
    kid = store.signer(NOW).kid
    store.withdraw(kid)
    entry = store.public().find("card", kid)
    assert entry is not None
    assert entry.withdrawn
    assert not list(store.folder.glob("*.pem"))
    with pytest.raises(NoKey):
        store.signer(NOW)


@pytest.mark.parametrize("kid", [b"", b"12345678", b"../../..", b"\x00" * 8])
def test_withdrawing_a_key_that_does_not_exist_is_refused(store: KeyStore, kid: bytes) -> None:
    store.signer(NOW)
    with pytest.raises(NoKey):
        store.withdraw(kid)


def test_published_list_is_read_by_the_verifier_and_holds_no_secret(store: KeyStore) -> None:
    kid = store.signer(NOW).kid
    text = store.public().dump()
    assert KeyList.parse(text).find("card", kid)
    assert "PRIVATE" not in text


def test_a_store_without_its_private_file_says_so(store: KeyStore) -> None:
    kid = store.signer(NOW).kid
    (store.folder / f"{kid.hex()}.pem").unlink()
    with pytest.raises(NoKey):
        store.signer(NOW)
