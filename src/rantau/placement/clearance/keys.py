"""The issuing keys of the cards: short-lived, in files that only the issuing process reads, published without secrets.

Everything else asks for a ``Signer`` (a name and a signature), so that a key service in a process of its own can take
the place of these files. A card's validity may outlive its key; the key only vouches for the day of issue.
"""

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

from rantau.kernel import clock
from rantau_verify.keys import KeyList, LocalKey, PublicKey, Signer

USE = "card"
LIFE = timedelta(days=90)
RENEW_BEFORE = timedelta(days=14)


class NoKey(Exception):
    """No issuing key is valid now, or its private half is not here."""


@dataclass(frozen=True, slots=True)
class KeyStore:
    """A folder with two files per key, named after it: ``.pem`` the private half, ``.json`` the public one.

    A rotation only adds files, so that processes which start at the same moment do each other no harm.
    """

    folder: Path

    def public(self) -> KeyList:
        """Return the list that verifiers pin: withdrawn and past keys stay on it."""
        return KeyList(self._entries())

    def signer(self, now: datetime) -> Signer:
        """Return the newest key that may sign at this moment; the first key is made on first use.

        Raises:
            NoKey: every key has ended or was withdrawn, or the private half is missing.
        """
        if not self._entries():
            self.rotate(now)
        valid = [key for key in self._entries() if not key.withdrawn and key.valid_from <= now <= key.valid_until]
        newest = max(valid, key=lambda key: (key.valid_from, key.kid), default=None)
        if newest is None:
            raise NoKey
        try:
            return LocalKey.from_pem(self._file(newest.kid, ".pem").read_bytes())
        except FileNotFoundError as error:
            raise NoKey from error

    def rotate(self, now: datetime) -> PublicKey:
        """Make a new issuing key, valid from now for ninety days; older ones sign nothing from then on."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh, start = LocalKey.generate(), now.replace(microsecond=0)
        entry = fresh.public(USE, start, start + LIFE)
        pem = fresh.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(self._file(entry.kid, ".pem"), pem)
        self._publish(entry)
        return entry

    def rotate_if_due(self, now: datetime) -> PublicKey | None:
        """Make a new key when none will be valid a fortnight from now. For the clock's job."""
        soon = now + RENEW_BEFORE
        if any(not key.withdrawn and key.valid_from <= now and soon <= key.valid_until for key in self._entries()):
            return None
        return self.rotate(now)

    def withdraw(self, kid: bytes) -> None:
        """Withdraw a key for good: no card signed by it verifies any more. Its private half is destroyed.

        Raises:
            NoKey: no such key.
        """
        found = self.public().find(USE, kid)
        if found is None:
            raise NoKey
        self._publish(replace(found, withdrawn=True))
        self._file(kid, ".pem").unlink(missing_ok=True)

    def _entries(self) -> list[PublicKey]:
        found = []
        for file in sorted(self.folder.glob("*.json")):
            entry = KeyList.parse(file.read_text()).find(USE, bytes.fromhex(file.stem))
            found.extend([entry] if entry else [])
        return found

    def _publish(self, entry: PublicKey) -> None:
        _write(self._file(entry.kid, ".json"), KeyList([entry]).dump().encode())

    def _file(self, kid: bytes, ending: str) -> Path:
        return self.folder / f"{kid.hex()}{ending}"


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by its owner only."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)


def store() -> KeyStore:
    """Return the key store of this installation."""
    return KeyStore(Path(settings.RANTAU_CARD_KEYS))


def card_signer() -> Signer:
    """Return who signs cards now. Raises NoKey."""
    return store().signer(clock.now())


def public_list() -> str:
    """Return the list of public keys as JSON, for gates and ``rantau-verify card``."""
    return store().public().dump()
