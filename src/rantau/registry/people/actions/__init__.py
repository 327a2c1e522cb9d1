"""Everything that changes what is known of a person. A verb or two per module."""

from rantau.registry.people.actions.consents import GiveConsent, HonourWithdrawal, WithdrawConsent
from rantau.registry.people.actions.corrections import AskCorrection, DecideCorrection
from rantau.registry.people.actions.identity import AmendIdentity, SetNik, VerifyIdentity
from rantau.registry.people.actions.particulars import AddContact, AddKin, EndContact, EndKin, NoteDocumentName
from rantau.registry.people.actions.recovery import ApproveRecovery, AskRecovery
from rantau.registry.people.actions.registration import (
    ConfirmRegistration,
    KinEntry,
    NameOnDocument,
    Particulars,
    RegisterAtDesk,
    RegisterOneself,
)
from rantau.registry.people.actions.service import MatchPersons, OpenService, RevealIdentifier

__all__ = [
    "AddContact",
    "AddKin",
    "AmendIdentity",
    "ApproveRecovery",
    "AskCorrection",
    "AskRecovery",
    "ConfirmRegistration",
    "DecideCorrection",
    "EndContact",
    "EndKin",
    "GiveConsent",
    "HonourWithdrawal",
    "KinEntry",
    "MatchPersons",
    "NameOnDocument",
    "NoteDocumentName",
    "OpenService",
    "Particulars",
    "RegisterAtDesk",
    "RegisterOneself",
    "RevealIdentifier",
    "SetNik",
    "VerifyIdentity",
    "WithdrawConsent",
]
