"""Everything that changes a dossier itself. What is proved in it is written by later rooms through ``file``."""

from rantau.placement.dossiers.actions.clock import ReassessDossier
from rantau.placement.dossiers.actions.ending import CloseDossier, ReopenDossier
from rantau.placement.dossiers.actions.importing import ImportDossier
from rantau.placement.dossiers.actions.opening import OpenDossier
from rantau.placement.dossiers.actions.referral import RecordReferral
from rantau.placement.dossiers.actions.sharing import EndSharing, ShareFile
from rantau.placement.dossiers.actions.working import MoveDossier, OpenFile, RecordVisit, SetDepartureDate

__all__ = [
    "CloseDossier",
    "EndSharing",
    "ImportDossier",
    "MoveDossier",
    "OpenDossier",
    "OpenFile",
    "ReassessDossier",
    "RecordReferral",
    "RecordVisit",
    "ReopenDossier",
    "SetDepartureDate",
    "ShareFile",
]
