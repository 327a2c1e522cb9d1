"""Whoever sees a file reads of it what the table says, and no field more (promise D1)."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, TestCase

from rantau.kernel.actors import Role, reading
from rantau.kernel.models import Evidence, OutboxMessage
from rantau.placement.agreements.models import EmploymentContract
from rantau.placement.agreements.selectors import contract_of
from rantau.placement.dossiers import pages, parts
from rantau.placement.money.selectors import money_of
from tests import world
from tests.matrix.scenery import Scenery, scenery
from tests.placement import last_steps

TABLE = Path(__file__).parent / "parts.csv"
TRACES = ("sights", "journal", "outgoing")
CONTENTS = ("values", "machine", "refusal", "upload_id", "has_number", "has_private")


def table() -> dict[Role, tuple[frozenset[str], frozenset[str]]]:
    """Which requirements and which parts each role reads."""
    with TABLE.open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {
            Role(row["role"]): (frozenset(row["requirements"].split()), frozenset(row["shows"].split())) for row in rows
        }


def contents(row: dict[str, Any]) -> bool:
    """Whether a requirement tells what any of its proofs says."""
    proofs = [proof for proof in (row["proof"], row["open_statement"], *row["history"]) if proof]
    return any(proof[name] for proof in proofs for name in CONTENTS)


class TestParts(TestCase):
    """One file with everything, read by every role."""

    scene: Scenery

    @classmethod
    def setUpTestData(cls) -> None:
        cls.scene = scenery()
        dossier = cls.scene.dossier
        person = dossier.person_id
        with world.as_owner():
            Evidence.objects.bulk_create(
                last_steps.proof_row(dossier, kind, cls.scene.at.checker, values={"grade": "A"})
                for kind in ("kk", "competence", "visa")
            )
            EmploymentContract.objects.create(dossier=dossier, fields={}, fingerprint="x")
            OutboxMessage.objects.create(
                channel="sms", template="your_turn", recipient=person, subject=dossier.pk, attempts=1
            )

    def told(self, role: Role) -> dict[str, Any]:
        """The file as the API tells it to somebody of this role who sees it."""
        token = {"Authorization": f"Bearer {self.scene.tokens[role, 'own']}"}
        answer: dict[str, Any] = Client().get(f"/api/v1/dossiers/{self.scene.dossier.pk}", headers=token).json()
        return answer

    def wrong(self) -> list[str]:
        """Every cell that differs from the table."""
        return [f"{role}: {fault}" for role, line in table().items() for fault in self.faults(role, *line)]

    def faults(self, role: Role, requirements: frozenset[str], shows: frozenset[str]) -> list[str]:
        told = self.told(role)
        verifiers = {row["verifier"] for row in told["rows"]}
        found = {
            "requirements": verifiers == self.everybody if "all" in requirements else verifiers == requirements,
            "hanging": {item["code"] for item in told["hanging"]} <= {row["code"] for row in told["rows"]},
            "values": any(contents(row) for row in told["rows"] if row["verifier"] != "clinic") == ("values" in shows),
            "findings": any(contents(row) for row in told["rows"] if row["verifier"] == "clinic")
            == ("findings" in shows),
            "traces": [bool(told[name]) for name in TRACES] == ["traces" in shows] * len(TRACES),
            "referral": bool(told["head"]["referral"]) == ("referral" in shows),
        }
        actor = self.scene.actor(role, "own")
        with reading(actor):
            found["money"] = bool(money_of(actor, self.scene.dossier).payments) == ("money" in shows)
            found["contract"] = bool(contract_of(actor, self.scene.dossier.pk)) == ("contract" in shows)
        return [name for name, fine in found.items() if not fine]

    @property
    def everybody(self) -> set[str]:
        """Everybody who checks anything in this file."""
        return {row["verifier"] for row in self.told(Role.VERIFIER)["rows"]}

    def test_table_names_every_role(self) -> None:
        assert set(table()) == set(Role)

    def test_reading_a_file_in_sight_shows_what_the_table_says_and_no_field_more(self) -> None:
        wrong = self.wrong()
        assert not wrong, ", ".join(wrong)

    @pytest.mark.control
    def test_reading_without_the_narrowing_shows_everybody_everything(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pages, "narrowed", lambda page, _parts: page)
            faults = self.wrong()
        assert {"clinic_officer: requirements", "agency_officer: findings", "auditor: values"} <= set(faults)

    @pytest.mark.control
    def test_role_that_reads_too_much_is_found(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(parts.PARTS, Role.CLINIC_OFFICER, parts.WHOLE)
            assert "clinic_officer: money" in self.wrong()
