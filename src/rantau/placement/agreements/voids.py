"""A proof that holds no longer: superseded by one whose last good day is past, never overwritten."""

from datetime import timedelta

from rantau.kernel import evidence
from rantau.kernel.actions import Tx
from rantau.kernel.evidence import Statement
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier


def void(tx: Tx, dossier: Dossier, kind: str, reason: str) -> None:
    """Let the current proof of a kind lapse as of today, with the reason; nothing happens when there is none."""
    if evidence.current([dossier.pk]).filter(kind=kind).exists():
        ended = Statement(kind, "desk", valid_until=tx.today - timedelta(days=1), values={"ended": reason})
        file.prove(tx, dossier, ended, verified=True)
