"""A labour office with officers, a market around it, and files in different states, for the tests of the desk."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Role
from rantau.placement.documents.actions import FileEvidence
from rantau.placement.dossiers.actions import RecordVisit
from rantau.placement.dossiers.models import Dossier
from rantau.registry.offices.models import OFFICES
from tests import world
from tests.placement import builders
from tests.placement.builders import Market
from tests.web import signed_in


@dataclass(slots=True)
class Scene:
    """One office and its market; ``client(role)`` signs an officer of the office in, each holder her own."""

    here: Market = field(default_factory=builders.market)

    def client(self, *roles: Role, **fields: Any) -> Client:
        """An officer of the handling office."""
        return signed_in.officer(self.here.office, *roles, **fields)

    def outsider(self, *roles: Role) -> Client:
        """An officer with the same role in another office."""
        return signed_in.officer(world.unit("disnaker"), *roles)

    def file(self, *documents: str, **fields: Any) -> Dossier:
        """A file with an order, whose person is seen by the office, with statements a colleague has filed."""
        order = builders.order_of(self.here)
        dossier = builders.dossier_of(self.here, order, **fields)
        self.judge(dossier)
        for kind in documents:
            self.state(dossier, kind)
        return dossier

    def judge(self, dossier: Dossier) -> None:
        """Have the file assessed, as any act does."""
        clerk = world.actor(self.here.office, Role.REGISTRAR, units=(OFFICES,))
        run(RecordVisit(dossier_id=dossier.pk), clerk)

    def state(self, dossier: Dossier, kind: str, **given: Any) -> str:
        """A statement filed at the counter by somebody else; returns the id of the evidence."""
        clerk = world.actor(self.here.office, Role.REGISTRAR, units=(OFFICES,))
        entry = {"number": "A-123", "issued_on": clock.today() - timedelta(days=2), **given}
        answer = run(FileEvidence.model_validate({"dossier_id": dossier.pk, "kind": kind, **entry}), clerk)
        return str(answer["evidence"])


def scene() -> Scene:
    """A fresh scene with the shipped rulebook in force."""
    builders.rules()
    return Scene()
