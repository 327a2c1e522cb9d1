"""Everything that brings documents into a dossier and decides on them."""

from rantau.placement.documents.actions.deciding import DecideCleanFiles, DecideEvidence
from rantau.placement.documents.actions.filing import AttachPhoto, FileEvidence
from rantau.placement.documents.actions.partners import ImportEvidence, RecordPartnerAnswer

__all__ = ["AttachPhoto", "DecideCleanFiles", "DecideEvidence", "FileEvidence", "ImportEvidence", "RecordPartnerAnswer"]
