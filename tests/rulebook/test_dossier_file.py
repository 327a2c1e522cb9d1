"""A dossier file is judged without a database, and bad input is refused with file, field and reason."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rantau.rulebook.dossier_file import MAX_BYTES, assess_file, assess_text
from rantau.rulebook.errors import InputError

EXAMPLE = Path(__file__).parents[2] / "docs" / "law" / "example-dossier.json"
GOOD = json.loads(EXAMPLE.read_text(encoding="utf-8"))


def changed(**fields: object) -> str:
    return json.dumps({**GOOD, **fields})


def proof(**fields: object) -> str:
    return changed(evidence=[{"kind": "medical", **fields}])


BAD = [
    ("empty", "", "file"),
    ("not_json", "{", "file"),
    ("list", "[]", "file"),
    ("deep", "[" * 100_000, "file"),
    ("twice", '{"scheme": "P2P", "scheme": "P2P"}', "file"),
    ("no_scheme", changed(scheme=None), "scheme"),
    ("unknown_scheme", changed(scheme="XYZ"), "scheme"),
    ("unknown_field", changed(nik="3603"), "nik"),
    ("no_day", changed(on=None), "on"),
    ("impossible_day", changed(on="2026-02-30"), "on"),
    ("other_digits", changed(on="２０２６-01-01"), "on"),
    ("far_day", changed(on="9999-12-31"), "on"),
    ("day_as_number", changed(opened_on=20260603), "opened_on"),
    ("other_format", changed(format="rantau-dossier/9"), "format"),
    ("person_list", changed(person=[1]), "person"),
    ("person_name", changed(person={"name": "Wulan"}), "person.name"),
    ("sex", changed(person={"sex": "<script>"}), "person.sex"),
    ("country", changed(placement={"country": "taiwan'; DROP TABLE"}), "placement.country"),
    ("months", changed(placement={"months": -1}), "placement.months"),
    ("months_float", changed(placement={"months": 1.5}), "placement.months"),
    ("months_flag", changed(placement={"months": True}), "placement.months"),
    ("asks", changed(placement={"asks": "skck"}), "placement.asks"),
    ("evidence_object", changed(evidence={}), None),
    ("evidence_text", changed(evidence="x"), "evidence"),
    ("evidence_many", changed(evidence=[{"kind": "ktp"}] * 1001), "evidence"),
    ("kindless", changed(evidence=[{}]), "evidence[0].kind"),
    ("kind_formula", changed(evidence=[{"kind": "=1+1"}]), "evidence[0].kind"),
    ("state", proof(state="maybe"), "evidence[0].state"),
    ("until_before_issue", proof(issued_on="2026-02-01", valid_until="2026-01-01"), "evidence[0].valid_until"),
    ("value_list", proof(values={"result": ["fit"]}), "evidence[0].values.result"),
    ("right_to_left", proof(origin="desk\u202e"), "evidence[0].origin"),
    ("null_sign", proof(id="a\0b"), "evidence[0].id"),
    ("long_text", proof(id="x" * 201), "evidence[0].id"),
]


def test_assess_file_of_the_documented_example_answers_in_full() -> None:
    answer = assess_file(EXAMPLE)

    assert answer["stage"] == "documents"
    assert answer["turn"] == "agency"
    assert answer["next_change_on"] == "2026-12-01"
    assert len(answer["requirements"]) >= 25  # type: ignore[arg-type]  # a list
    assert json.loads(json.dumps(answer)) == answer


def test_assess_text_with_gate_tells_the_gate_too() -> None:
    assert assess_text("x.json", changed(gate=True))["gate"]["tone"] == "red"  # type: ignore[call-overload, index]


@pytest.mark.parametrize(("text", "field"), [row[1:] for row in BAD if row[2]], ids=[row[0] for row in BAD if row[2]])
def test_assess_bad_file_names_file_field_and_reason(text: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        assess_text("x.json", text)

    assert (refused.value.file, refused.value.field) == ("x.json", field)
    assert refused.value.reason


def test_assess_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        assess_file(tmp_path / "nothing.json")


def test_assess_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.write_bytes(b" " * (MAX_BYTES + 1))

    with pytest.raises(InputError, match="larger than"):
        assess_file(path)


def test_assess_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "binary.json"
    path.write_bytes(b"\xff\xfe\xfd")

    with pytest.raises(InputError, match="not UTF-8"):
        assess_file(path)


def test_command_prints_json_and_refuses_with_exit_code_two(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text("{}", encoding="utf-8")
    command = [sys.executable, "-m", "rantau.rulebook"]
    good = subprocess.run([*command, str(EXAMPLE)], capture_output=True, text=True, check=False)
    bad = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)

    assert (good.returncode, json.loads(good.stdout)["scheme"]) == (0, "P2P")
    assert (bad.returncode, bad.stderr) == (2, "bad.json, scheme: is missing\n")
