"""The API keeps its contract: names, errors in words, request keys, cursors, tokens that end with their posting."""

import json
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, TestCase
from hypothesis import HealthCheck, Phase, given, settings

from rantau.api.problems import MEDIA_TYPE
from rantau.config.matrix import load_actions
from rantau.config.wsgi import application
from rantau.kernel import clock
from rantau.kernel.actors import Role
from rantau.registry.accounts.models import Posting
from tests import world
from tests.hostile.samples import corpus, sample
from tests.kernel.faults import changed, content
from tests.matrix.scenery import Scenery, scenery

ROOT = "/api/v1"
PARTS = {"type", "title", "status", "code", "sentence_id", "sentence_en", "rule", "who"}


def problem(response: Any, status: int, code: str = "") -> dict[str, Any]:
    """The problem an answer tells, which must have every part."""
    assert response.status_code == status, (response.status_code, response.content[:300])
    assert response["Content-Type"] == MEDIA_TYPE
    told: dict[str, Any] = json.loads(response.content)
    assert set(told) >= PARTS
    assert told["sentence_id"] != told["sentence_en"]
    assert code in ("", told["code"])
    return told


class TestApi(TestCase):
    """One scenery; callers with the tokens of its cast."""

    scene: Scenery

    @classmethod
    def setUpTestData(cls) -> None:
        cls.scene = scenery()

    def call(self, path: str, role: Role | None = Role.VERIFIER, relation: str = "own", **fields: Any) -> Any:
        """GET, or POST when there is a body, with somebody's token."""
        headers = {"Authorization": f"Bearer {self.scene.tokens[role, relation]}"} if role else {}
        headers.update(fields.pop("headers", {}))
        client = Client()
        if "body" not in fields:
            return client.get(ROOT + path, headers=headers)
        body = fields["body"]
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        return client.post(ROOT + path, data, content_type="application/json", headers=headers)

    def test_describing_itself_names_every_action_its_errors_and_the_request_key(self) -> None:
        schema = Client().get(f"{ROOT}/openapi.json").json()
        assert schema["openapi"].startswith("3.1")
        names = {name for name, spec in load_actions().items() if spec.roles or spec.visitors}
        described = {row["operationId"]: row for path in schema["paths"].values() for row in path.values()}
        assert names < set(described)
        assert {"me", "queue", "dossier", "vacancies", "agencies"} == set(described) - names
        for name, row in described.items():
            assert {"401", "403", "404", "409", "422"} <= set(row["responses"]), name
            assert MEDIA_TYPE in row["responses"]["422"]["content"], name
        for name in names:
            assert [part["name"] for part in described[name]["parameters"]] == ["Idempotency-Key"], name

    def test_asking_who_one_is_tells_posting_and_roles(self) -> None:
        told = self.call("/me").json()
        assert told["roles"] == ["verifier"]
        assert told["unit_id"] == str(self.scene.at.here.office.pk)

    def test_reading_a_file_is_for_those_who_see_it(self) -> None:
        path = f"/dossiers/{self.scene.dossier.pk}"
        told = self.call(path).json()
        assert told["head"]["number"] == self.scene.dossier.number
        assert told["rows"]
        strange = problem(self.call(path, relation="other_office"), 404, "not_found")
        assert strange == problem(self.call(f"/dossiers/{self.scene.ids['account_id']}"), 404)
        problem(self.call(path, role=None), 401, "sign_in_first")

    def test_reading_the_queue_gives_pages_and_refuses_cursors_we_did_not_make(self) -> None:
        told = self.call("/queue?kind=all").json()
        assert str(self.scene.dossier.pk) in [row["id"] for row in told["items"]]
        assert told["next"] is None
        assert problem(self.call("/queue?cursor=abc"), 422)["field"] in (None, "cursor")
        problem(self.call("/queue?kind=none"), 422, "invalid_input")

    def test_reading_vacancies_and_agencies_needs_no_token(self) -> None:
        shown = self.call("/vacancies?country=TW", role=None).json()
        assert [row["id"] for row in shown["items"]] == [str(self.scene.ids["vacancy_id"])]
        found = self.call("/agencies?name=samudra", role=None).json()
        assert str(self.scene.at.here.agency.pk) in [row["id"] for row in found["items"]]
        problem(self.call("/agencies", role=None), 422)

    def test_asking_for_what_is_not_there_is_told_as_a_problem(self) -> None:
        problem(self.call("/nothing"), 404, "not_found")
        problem(self.call("/actions/nothing", body={}), 404, "not_found")
        problem(self.call("/actions/sign_placement"), 405, "method_not_allowed")
        problem(self.call("/me", body={}), 405)

    def test_sending_what_cannot_be_read_is_told_as_a_problem(self) -> None:
        path = "/actions/record_visit"
        for body in ("", "{", "[1", "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe", "[" * 100_000):
            told = self.call(path, body=body)
            assert 400 <= problem(told, told.status_code)["status"] < 500, body[:9]
        problem(self.call(path, body="x" * 3_000_000), 413, "too_large")
        twice = f'{{"dossier_id": "{self.scene.dossier.pk}", "dossier_id": "KENARI"}}'
        assert "KENARI" not in problem(self.call(path, body=twice), 422)["sentence_en"]
        assert "KENARI" not in problem(self.call(path, body={"KENARI": 1}), 422)["sentence_en"]

    def test_sending_hostile_values_is_refused_with_nothing_written(self) -> None:
        before, bad = content(), [row for row in corpus() if row.kind == "refuse"]
        for number, spec in enumerate(spec for spec in load_actions().values() if spec.roles):
            good = sample(spec, self.scene.ids)
            for step, name in enumerate(spec.command.model_fields):
                value = bad[(number + step) % len(bad)]
                body = json.dumps({**good, name: "@"}).replace('"@"', value.text)
                told = self.call(f"/actions/{spec.name}", min(spec.roles), body=body)
                assert 400 <= told.status_code < 500, (spec.name, name, value.name, told.status_code)
                assert b"KENARI" not in told.content, (spec.name, name, value.name)
        assert changed(before, content()) <= {"journal_entry"}

    def test_repeating_a_call_with_its_key_has_one_effect(self) -> None:
        path, body = "/actions/record_visit", {"dossier_id": str(self.scene.dossier.pk)}
        key: dict[str, Any] = {"headers": {"Idempotency-Key": "kunjungan-1"}}
        first = self.call(path, body=body, **key)
        assert first.status_code == 200
        assert self.call(path, body=body, **key).json() == first.json()
        problem(self.call(path, body={**body, "reason": "home"}, **key), 422, "key_reused")
        problem(self.call(path, body=body, headers={"Idempotency-Key": "k" * 81}), 422, "invalid_input")

    def test_ending_the_posting_ends_its_token(self) -> None:
        assert self.call("/me").status_code == 200
        account = self.scene.accounts[Role.VERIFIER, "own"]
        with world.as_owner():
            for row in Posting.objects.filter(account=account):
                row.during = type(row.during)(row.during.lower, clock.now() - timedelta(seconds=1))
                row.save(update_fields=["during"])
        problem(self.call("/me"), 401, "sign_in_first")
        problem(self.call("/actions/record_visit", body={"dossier_id": str(self.scene.dossier.pk)}), 401)

    def test_health_and_figures_answer_without_anybody_signed_in(self) -> None:
        assert Client().get("/health/live").json() == {"status": "live"}
        assert Client().get("/health/ready").json() == {"status": "ready"}
        figures = Client().get("/metrics").content.decode()
        assert "rantau" in figures
        assert str(self.scene.dossier.pk) not in figures

    def test_guessing_at_the_description_finds_no_server_error_and_no_undescribed_answer(self) -> None:
        for signal in (request_started, request_finished):  # as Django's own test client does: the test's data stay
            signal.disconnect(close_old_connections)
            self.addCleanup(signal.connect, close_old_connections)
        schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", application)
        token = self.scene.tokens[Role.PLACEMENT_OFFICER, "own"]
        quickly = settings(
            max_examples=3, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        for result in schema.get_all_operations():
            operation: Any = result.ok()  # type: ignore[union-attr]  # an unreadable description fails right here

            @given(case=operation.as_strategy())
            @quickly
            def guess(case: Any) -> None:
                case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}
                answer = case.call()
                described = {int(status) for status in case.operation.definition.raw["responses"]}
                assert answer.status_code < 500, (case.path, answer.status_code)
                assert answer.status_code in described, (case.path, answer.status_code)

            guess()


@pytest.mark.control
def test_problem_without_its_parts_is_no_problem() -> None:
    class Bare(dict[str, str]):
        status_code, content = 404, b'{"detail": "Not Found"}'

    with pytest.raises(AssertionError):
        problem(Bare({"Content-Type": "application/json"}), 404)
