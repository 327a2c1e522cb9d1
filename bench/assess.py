"""How many dossiers one core judges in a second: ``python -m bench.assess`` prints one JSON line per batch size.

Each dossier has at least 25 requirements and 20 facts of evidence; refusal texts are built in both languages, and
every dossier of a batch differs, since nothing is remembered between equal ones anyway.
"""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from random import Random

from rantau.rulebook.engine import assess
from rantau.rulebook.loader import Rulebook, indonesia
from rantau.rulebook.model import Evidence, EvidenceState, Facts, Person, Placement

SEED = 20261122
TODAY = date(2026, 11, 22)
BATCHES = (1, 1000, 100_000)
CHUNK = 1000  # dossiers held at a time, so that a large batch measures the engine and not the memory
KINDS = (
    *("account", "ktp", "kk", "photo", "selection", "cost_statement", "placement_agreement", "candidate_id"),
    *("marital_status", "family_permit", "competence", "medical", "psychology", "social_security_before", "passport"),
    *("visa", "employment_contract", "social_security_during", "orientation", "biometrics", "contract_acknowledged"),
)
LASTING = frozenset({"competence", "passport", "visa"})
VALUES: dict[str, dict[str, str | int | bool | date | None]] = {
    "medical": {"result": "fit", "examined_by": "clinic-7", "issued_by": "clinic-7"},
    "psychology": {"result": "fit"},
    "visa": {"employer": "employer-3", "occupation": "5321"},
    "employment_contract": {"employer": "employer-3", "occupation": "5321", "months": 24},
    "social_security_during": {"months": 24},
    "orientation": {"hours": 10},
}


def dossiers(count: int, seed: int) -> list[Facts]:
    """Invented dossiers at every stage, some of their proofs stated, refused, lapsed or missing."""
    random = Random(seed)
    return [_dossier(random) for _ in range(count)]


def _dossier(random: Random) -> Facts:
    opened = TODAY - timedelta(days=random.randrange(30, 900))
    evidence = [_proof(random, kind) for kind in KINDS if random.random() > 0.04]
    while len(evidence) < 20:
        evidence.append(_proof(random, "employer_letter"))
    return Facts(
        "P2P",
        opened,
        Person(TODAY - timedelta(days=random.randrange(17 * 365, 46 * 365)), random.choice("FM"), "single", "matched"),
        Placement(
            country=random.choice(("TW", "HK", "MY", "SG", "BN", "JP")),
            occupation=random.choice(("9111", "5321", "9211", "8212")),
            employer_kind=random.choice(("individual", "legal_entity")),
            months=24,
            competence_scheme=True,
            quota="used",
            departs_on=TODAY + timedelta(days=random.randrange(3, 60)) if random.random() < 0.5 else None,
        ),
        tuple(evidence),
    )


def _proof(random: Random, kind: str) -> Evidence:
    issued = TODAY - timedelta(days=random.randrange(1, 110))
    until = issued + timedelta(days=random.randrange(90, 3650)) if kind in LASTING else None
    draw = random.random()
    state = EvidenceState.REFUSED if draw < 0.03 else EvidenceState.STATED if draw < 0.15 else EvidenceState.VERIFIED
    origin = "import:siskotkln" if random.random() < 0.2 else "desk"
    return Evidence(kind, state, issued, until, origin, "a-1", "a-2", VALUES.get(kind, {}))


def measure(rulebook: Rulebook, batch: int, seed: int) -> float:
    """Seconds spent judging ``batch`` dossiers once each; making them is not counted."""
    spent, left = 0.0, batch
    while left:
        facts = dossiers(min(left, CHUNK), seed + left)
        begin = time.process_time()
        for held in facts:
            assess(rulebook, held, TODAY)
        spent += time.process_time() - begin
        left -= len(facts)
    return spent


def main() -> None:
    """Print one line per batch size."""
    rulebook = indonesia()
    measure(rulebook, 200, SEED)
    sample = dossiers(1, SEED)[0]
    params = {"requirements": len(assess(rulebook, sample, TODAY).requirements), "facts": len(sample.evidence)}
    for batch in BATCHES:
        rounds = 200 if batch == 1 else 1
        seconds = sum(measure(rulebook, batch, SEED + turn) for turn in range(rounds))
        line = {
            "bench": "assess",
            "metric": "files_per_s",
            "value": round(batch * rounds / seconds),
            "unit": "1/s",
            "n": batch * rounds,
            "params": {"batch": batch, **params},
        }
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
