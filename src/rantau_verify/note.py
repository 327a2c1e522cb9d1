"""Signed notes (C2SP signed-note, Ed25519): a text, a blank line, signature lines that people can read and print."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

ED25519: Final = b"\x01"  # algorithm byte of signed-note
LONGEST_NOTE: Final = 16_384
MOST_SIGNATURES: Final = 16
DASH: Final = "\u2014 "


class NoteError(ValueError):
    """A note, or the key of a note, that is not in the format."""


class NoteSigner(Protocol):
    """Who signs notes. The private key may live in another process."""

    @property
    def key(self) -> NoteKey:
        """The public half."""

    def sign(self, message: bytes) -> bytes:
        """Ed25519 signature, 64 bytes."""


@dataclass(frozen=True, slots=True)
class NoteKey:
    """Public key with the name of its holder, written `name+keyhash+base64`."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or not self.name.isprintable() or " " in self.name:
            raise NoteError("a key name is not empty and has no plus sign or space")
        if len(self.public) != 32:
            raise NoteError("an Ed25519 key has 32 bytes")

    @property
    def hash(self) -> bytes:
        """First four bytes of SHA-256(name, line feed, algorithm, key): a hint which key signed, not a proof."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The one-line form handed to auditors."""
        return f"{self.name}+{self.hash.hex()}+{b64encode(ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> NoteKey:
        """Reads `text`. Raises NoteError, also when the hash does not belong to the key."""
        name, _, rest = text.strip().partition("+")
        _, _, encoded = rest.partition("+")
        raw = _base64(encoded)
        if raw[:1] != ED25519:
            raise NoteError("only Ed25519 keys are known")
        key = cls(name, raw[1:])
        if key.text != text.strip():
            raise NoteError("the hash does not belong to the key")
        return key

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether this key made the signature."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class LocalSigner:
    """A signer whose private key is in this process."""

    name: str
    private: Ed25519PrivateKey

    @classmethod
    def generate(cls, name: str) -> LocalSigner:
        """A fresh key."""
        return cls(name, Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, name: str, pem: bytes) -> LocalSigner:
        """A key from a PKCS#8 file. Raises NoteError if it is another kind of key, ValueError if it is no key."""
        private = load_pem_private_key(pem, password=None)
        if not isinstance(private, Ed25519PrivateKey):
            raise NoteError("only Ed25519 keys are known")
        return cls(name, private)

    @property
    def key(self) -> NoteKey:
        """The public half."""
        return NoteKey(self.name, self.private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Ed25519 signature, 64 bytes."""
        return self.private.sign(message)


def _base64(text: str) -> bytes:
    try:
        raw = b64decode(text, validate=True)
    except ValueError as error:  # binascii.Error is one
        raise NoteError("not base64") from error
    if b64encode(raw).decode() != text:
        raise NoteError("not the canonical base64")
    return raw


def _signature_line(signer: NoteSigner, text: str) -> str:
    signature = signer.key.hash + signer.sign(text.encode())
    return f"{DASH}{signer.key.name} {b64encode(signature).decode()}\n"


def sign_note(text: str, signer: NoteSigner) -> str:
    """The note: `text` (lines, each ended), a blank line, the signature line."""
    return f"{text}\n{_signature_line(signer, text)}"


def cosign(note: str, signer: NoteSigner) -> str:
    """The note with one more signature line, that of a witness. The earlier ones are not checked here."""
    text, _ = split_note(note)
    return note + _signature_line(signer, text)


def split_note(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Text and (name, key hash + signature) of each signature line. Raises NoteError if it is not a note."""
    body, blank, tail = note.rpartition("\n\n")
    lines = tail.split("\n")
    if len(note) > LONGEST_NOTE or not blank or not body or lines.pop() or not 0 < len(lines) <= MOST_SIGNATURES:
        raise NoteError("not a note")
    return body + "\n", [_read_signature(line) for line in lines]


def _read_signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    raw = _base64(encoded)
    if not line.startswith(DASH) or not name or len(raw) < 5:
        raise NoteError("not a signature line")
    return name, raw


def signed_by(note: str, keys: Iterable[NoteKey]) -> NoteKey | None:
    """The first of `keys` that signed the note, or None. Raises NoteError if it is not a note."""
    text, signatures = split_note(note)
    message = text.encode()
    for key in keys:
        for name, raw in signatures:
            if name == key.name and raw[:4] == key.hash and key.verifies(raw[4:], message):
                return key
    return None


def split_notes(text: str) -> list[str]:
    """Notes from a file in which they follow each other, each after a blank line. Raises NoteError."""
    blocks = text.strip("\n").split("\n\n") if text.strip("\n") else []
    if len(blocks) % 2:
        raise NoteError("a note without its signature, or the other way round")
    return [f"{body}\n\n{tail}\n" for body, tail in zip(blocks[::2], blocks[1::2], strict=True)]
