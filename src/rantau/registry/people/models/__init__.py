"""Tables of the room."""

from rantau.registry.people.models.person import (
    Consent,
    Contact,
    DocumentName,
    Identifier,
    IdentifierKind,
    Kin,
    Marital,
    Person,
    Sex,
)
from rantau.registry.people.models.requests import Correction, IdentityDispute, MatchTry, Recovery

__all__ = [
    "Consent",
    "Contact",
    "Correction",
    "DocumentName",
    "Identifier",
    "IdentifierKind",
    "IdentityDispute",
    "Kin",
    "Marital",
    "MatchTry",
    "Person",
    "Recovery",
    "Sex",
]
