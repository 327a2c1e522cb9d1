"""Every message that an act sends has words in two languages, says nothing it should not, and finds its way."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from rantau.cli import outgoing
from rantau.config.paths import ROOT
from rantau.kernel import ids, messages, outbox
from rantau.kernel.messages import SMS_LENGTH, Wording, known_wordings, rendered
from rantau.kernel.models import OutboxMessage

SOURCE = ROOT / "src" / "rantau"
TO_PEOPLE = {*messages.CHANNELS}
# Templates whose name is put together while running: the file that does so, and every name it can make.
PUT_TOGETHER = {
    "placement/agreements/actions/contract.py": {"contract_endorsed", "contract_refused"},
    "placement/agreements/actions/selection.py": {"selection_verified", "selection_refused"},
    "placement/clearance/actions/states.py": {"card_valid", "card_suspended", "card_revoked"},
    "placement/demand/actions/orders.py": {"job_order_verified", "job_order_refused"},
    "placement/demand/actions/permits.py": {"permit_granted", "permit_refused"},
}
SAMPLE = {
    "office": "Disnaker Kabupaten Tangerang", "number": "JO-2026-000123", "starts_at": "2026-11-26T01:30:00+00:00",
    "zone": "Asia/Makassar", "due_on": "2026-12-01", "reason": "pengajar sakit", "amount": "Rp1.200.000",
}  # fmt: skip


def texts() -> list[Wording]:
    autodiscover_modules("messages")
    return list(known_wordings())


def sent_in(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield (channel, template) of every message that a file sends; no template where its name is put together."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        if isinstance(call.func, ast.Attribute) and call.func.attr == "outbox":
            parts = call.args[:2]
        elif isinstance(call.func, ast.Name) and call.func.id == "OutboxMessage":
            named = {word.arg: word.value for word in call.keywords}
            parts = [named["channel"], named["template"]]
        else:
            continue
        channel, template = (part.value if isinstance(part, ast.Constant) else None for part in parts)
        yield str(channel), None if template is None else str(template)


def sent() -> Iterator[tuple[str, str, str | None]]:
    """Yield (file, channel, template) of everything the rooms send."""
    for path in sorted(SOURCE.rglob("*.py")):
        for channel, template in sent_in(path):
            yield path.relative_to(SOURCE).as_posix(), channel, template


def wordless() -> list[str]:
    known = {text.template for text in texts()}
    named = {template for _, channel, template in sent() if channel in TO_PEOPLE and template}
    made = {template for file in PUT_TOGETHER for template in PUT_TOGETHER[file]}
    return sorted((named | made) - known)


def test_send_a_message_that_an_act_names_has_words_for_it() -> None:
    assert wordless() == []


def test_send_a_message_whose_name_is_put_together_is_listed_here() -> None:
    assert {file for file, _, template in sent() if template is None} == set(PUT_TOGETHER)


def test_word_no_message_that_nobody_sends() -> None:
    named = {template for _, _, template in sent() if template} | {
        name for made in PUT_TOGETHER.values() for name in made
    }
    assert [text.template for text in texts() if text.template not in named] == []


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.template)
@pytest.mark.parametrize("language", ["id", "en"])
def test_write_a_message_fits_one_sms_and_names_our_own_address_only(text: Wording, language: str) -> None:
    said = rendered(text.template, SAMPLE, language)
    assert len(said.replace(settings.ALLOWED_HOSTS[0], "rantau.example.id")) <= SMS_LENGTH
    assert not re.search(r"https?:|www\.|!", said)
    assert set(re.findall(r"[\w.]+(?=/(?:saya|p3mi|meja))", said)) <= {settings.ALLOWED_HOSTS[0]}


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.template)
def test_write_a_message_to_a_person_gives_no_number_no_amount_and_no_reason(text: Wording) -> None:
    places = set(re.findall(r"{(\w+)}", text.id + text.en))
    to_a_unit = "{site}/p3mi" in text.id or "{site}/meja" in text.id
    assert places <= {"site", "office", "when"} | ({"number"} if to_a_unit else set())
    assert set(re.findall(r"{(\w+)}", text.id)) == set(re.findall(r"{(\w+)}", text.en))


def test_write_the_hour_of_a_class_in_the_clocks_of_its_office() -> None:
    texts()
    assert "26-11-2026 09.30 WITA" in rendered("orientation_booked", SAMPLE, "id")


@pytest.fixture
def connected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every channel as the jobrunner opens it, writing below a folder of this test."""
    monkeypatch.setattr(outbox, "_CHANNELS", dict(outbox._CHANNELS))
    monkeypatch.setattr(outbox, "_LISTENERS", dict(outbox._LISTENERS))
    monkeypatch.setattr("django.conf.settings.RANTAU_OUTGOING", tmp_path)
    outgoing.connect()
    return tmp_path


def test_open_the_channels_leaves_none_that_an_act_uses_without_somebody_who_takes_it(connected: Path) -> None:
    assert {channel for _, channel, _ in sent()} <= {*outbox._CHANNELS, *outbox._LISTENERS}


def test_ask_a_partner_again_writes_the_question_with_our_reference_only(connected: Path) -> None:
    subject = ids.new_id()
    message = OutboxMessage(channel="partner", template="ask_again", subject=subject, values={"kind": "visa"})
    compose, send = outbox._CHANNELS["partner"]
    send(outbox.Letter(message.id, "partner", compose(message)))
    (file,) = (connected / "partner").iterdir()
    assert json.loads(file.read_text()) == {"ask": "ask_again", "kind": "visa", "reference": str(subject)}


def test_write_to_a_template_without_words_is_not_delivered(connected: Path) -> None:
    compose = messages.to_person(lambda recipient, channel: "+620000")
    with pytest.raises(outbox.Undelivered, match="no_text"):
        compose(OutboxMessage(channel="sms", template="unheard_of", recipient=UUID(int=1)))


@pytest.mark.control
def test_send_a_message_without_words_would_go_out_empty_if_nobody_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    texts()
    monkeypatch.delitem(messages._WORDINGS, "overcharge")
    assert wordless() == ["overcharge"]
