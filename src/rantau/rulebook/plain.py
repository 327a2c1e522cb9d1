"""An assessment as plain data, ready for JSON."""

from __future__ import annotations

from datetime import date

from rantau.rulebook.gate import GateReason
from rantau.rulebook.model import Advice, Assessment, Requirement, Station

JsonValue = str | int | bool | None | list["JsonValue"] | dict[str, "JsonValue"]
Json = dict[str, JsonValue]


def assessment_json(assessment: Assessment) -> Json:
    """Every field of an assessment; dates as YYYY-MM-DD."""
    return {
        "on": assessment.on.isoformat(),
        "scheme": assessment.scheme,
        "stage": assessment.stage,
        "placed": assessment.placed,
        "stopped": assessment.stopped,
        "departed_on": _day(assessment.departed_on),
        "turn": assessment.turn,
        "next_change_on": _day(assessment.next_change_on),
        "pack_version": assessment.pack_version,
        "today_version": assessment.today_version,
        "stations": [_station(station) for station in assessment.stations],
        "requirements": [requirement_json(item) for item in assessment.requirements],
        "warnings": [_advice(warning) for warning in assessment.warnings],
    }


def requirement_json(item: Requirement) -> Json:
    """One requirement with its five answers: what, why, who, until when, under which rule."""
    rule = item.rule
    return {
        "code": rule.code,
        "title": {"id": rule.title.id, "en": rule.title.en},
        "state": item.state.value,
        "blocking": item.blocking,
        "sentence": {"id": item.text.id, "en": item.text.en},
        "who": item.who,
        "until": _day(item.until),
        "law": list(rule.law),
        "citation": rule.citation,
        "certainty": rule.certainty,
        "applies": rule.applies,
        "station": rule.station,
        "carried": item.carried,
        "evidence": None if item.evidence is None else item.evidence.id,
        "warnings": [_advice(warning) for warning in item.warnings],
    }


def gate_json(tone: str, reasons: tuple[GateReason, ...]) -> Json:
    """The gate's answer."""
    return {
        "tone": tone,
        "reasons": [
            {
                "code": reason.code,
                "tone": reason.tone,
                "sentence": {"id": reason.text.id, "en": reason.text.en},
                "law": list(reason.law),
                "citation": reason.citation,
                "who": reason.who,
                "until": _day(reason.until),
            }
            for reason in reasons
        ],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _station(station: Station) -> JsonValue:
    title: Json = {"id": station.title.id, "en": station.title.en}
    return {"code": station.code, "title": title, "mark": station.mark.value, "on": _day(station.on)}


def _advice(advice: Advice) -> JsonValue:
    return {"code": advice.code, "sentence": {"id": advice.text.id, "en": advice.text.en}, "law": list(advice.law)}
