"""The one way to change anything. Page, API, command line and job all call ``run``.

An action is a frozen command class and a plain function ``(tx, command) -> answer`` that visibly locks, re-reads,
guards and writes. The runner adds authorisation, the transaction, journal, tally, outbox and the idempotency key.
"""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

import structlog
from django.db import IntegrityError, OperationalError, connection, transaction
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError, model_validator

from rantau.kernel import clock, journal, sealed, tally
from rantau.kernel.actors import Actor, Kind, Role, scope, sees
from rantau.kernel.db import constraint_refusal
from rantau.kernel.models import IdempotencyKey, OutboxMessage
from rantau.kernel.refusals import Refusal, Refused, refusal, refuse

Answer = dict[str, JsonValue]
C = TypeVar("C", bound="Command")
ATTEMPTS = 3
DEEPEST = 8
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
log = structlog.get_logger("rantau")


class Command(BaseModel):
    """What somebody wants done: frozen, without unknown fields, without control characters."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, str_max_length=2000)

    @model_validator(mode="before")
    @classmethod
    def refuse_control_characters(cls, data: Any) -> Any:
        """Refuse NUL and other control characters, which no form of ours produces and no table can hold.

        Marks that turn the direction of writing are among them: with one, a name is read as another name.
        """
        if isinstance(data, dict) and any(_has_control_character(value) for value in data.values()):
            raise ValueError("control characters")
        return data


def _has_control_character(value: object, depth: int = 0) -> bool:
    """Whether a text anywhere inside holds one.

    Raises:
        ValueError: the value is nested deeper than any command of ours.
    """
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return CONTROL.search(value) is not None
    if isinstance(value, dict):
        return any(_has_control_character(item, depth + 1) for pair in value.items() for item in pair)
    if isinstance(value, list | tuple):
        return any(_has_control_character(item, depth + 1) for item in value)
    return False


class Reach(StrEnum):
    """How an actor must stand to the subject of an action."""

    SELF = "self"
    SEES = "sees"
    OWN_UNIT = "own_unit"
    ANY = "any"


SubjectOf = str | Callable[[Any], UUID | None]


@dataclass(frozen=True, slots=True)
class Spec:
    """Metadata of an action: what ``rantau matrix``, the API and the parity test read."""

    name: str
    command: type[Command]
    function: Callable[["Tx", Any], Answer]
    roles: frozenset[Role]
    reach: Reach
    subject: SubjectOf | None
    title: tuple[str, str]
    law: tuple[str, ...]
    visitors: bool
    machines: frozenset[Kind]


_REGISTRY: dict[type[Command], Spec] = {}


def registry() -> dict[str, Spec]:
    """Return every action by name, in order of names."""
    return {spec.name: spec for spec in sorted(_REGISTRY.values(), key=lambda spec: spec.name)}


def action(
    *,
    title: tuple[str, str],
    law: Collection[str],
    roles: Collection[Role] = (),
    reach: Reach = Reach.SEES,
    subject: SubjectOf | None = None,
    visitors: bool = False,
    machines: Collection[Kind] = (),
) -> Callable[[Callable[["Tx", C], Answer]], Callable[["Tx", C], Answer]]:
    """Register a function as the action of its command class; the function itself stays plain.

    ``title`` is (Indonesian, English); ``law`` names the rows of docs/law it rests on; ``visitors`` lets people who
    have not signed in act; ``machines`` names the kinds of machine actor (clock, import) that may.

    Raises:
        ValueError: the reach needs a subject and none is named, or nobody may act.
    """
    if reach is not Reach.ANY and subject is None:
        raise ValueError("an action with a reach needs a subject")
    if not roles and not visitors and not machines:
        raise ValueError("nobody may call this action")

    def register(function: Callable[["Tx", C], Answer]) -> Callable[["Tx", C], Answer]:
        command = get_type_hints(function)["command"]
        _REGISTRY[command] = Spec(
            function.__name__, command, function, frozenset(roles), reach, subject, title, tuple(law), visitors,
            frozenset(machines),
        )  # fmt: skip
        return function

    return register


@dataclass(slots=True)
class Tx:
    """The running act: who, when, and what goes with the change in the same transaction."""

    actor: Actor
    now: datetime
    about: journal.About = field(default_factory=journal.About)

    @property
    def today(self) -> date:
        """The legal date (Jakarta) of the act."""
        return clock.legal_date(self.now)

    def subject(self, subject: UUID, *, person: UUID | None = None, refs: Collection[UUID] = ()) -> None:
        """Name what the act is about, for its journal entry."""
        self.about = journal.About(subject, person or self.about.person, (*self.about.refs, *refs), self.about.purpose)

    def purpose(self, purpose: str) -> None:
        """Name why a sensitive file is opened."""
        self.about = journal.About(self.about.subject, self.about.person, self.about.refs, purpose)

    def see_too(self, unit: UUID) -> None:
        """Widen the scope of this act to one more unit (somebody who has just registered herself)."""
        self.actor = self.actor.seeing_too(unit)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('rantau.units', %s, true)", [",".join(str(unit) for unit in self.actor.units)]
            )

    def tally(self, kind: str, subject: UUID, **dims: str) -> None:
        """Count this act under a random identifier of the subject."""
        tally.count(kind, self.today, subject, dims)

    def outbox(
        self, channel: str, template: str, *, recipient: UUID | None = None, subject: UUID | None = None, **values: str
    ) -> None:
        """Write a message that leaves the system after this act, and only if it is done."""
        OutboxMessage.objects.create(
            channel=channel, template=template, recipient=recipient, subject=subject, values=values
        )


def parse(command: type[C], data: object) -> C:
    """Build a command from unchecked input.

    Raises:
        Refused: ``invalid_input``, naming the field; the value itself is never repeated.
    """
    try:
        return command.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = field_of(command, first["loc"])
        refuse("invalid_input", field=where, reason=f"{where or '-'} ({first['type']})")


def field_of(command: type[BaseModel], location: tuple[int | str, ...]) -> str | None:
    """Return the field at fault by our own names only: a key that somebody made up is never repeated."""
    if not location or location[0] not in command.model_fields:
        return None
    return ".".join(str(part) for part in location[:2] if part == location[0] or isinstance(part, int))


def run(command: Command, actor: Actor, key: str | None = None) -> Answer:
    """Do what the command says, once, in a durable transaction of its own.

    With ``key``, a repeated call by the same account gives the first call's answer and has no second effect.

    Raises:
        Refused: the act is not allowed or not possible; nothing was written but the journal's note of the refusal.
    """
    spec = _REGISTRY[type(command)]
    try:
        return _attempt(spec, command, actor, key)
    except Refused as refused:
        _note_refusal(spec, command, actor, refused.refusal)
        raise


def run_inside(command: Command, actor: Actor) -> Answer:
    """Do an act as part of a transaction that is open: what a message that is being delivered sets off.

    It stands or falls with that transaction; a refusal is for its owner to deal with.

    Raises:
        Refused: as ``run``; nothing is noted.
    """
    with scope(actor):
        return _act(_REGISTRY[type(command)], command, actor, None)


def _attempt(spec: Spec, command: Command, actor: Actor, key: str | None) -> Answer:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic(durable=True), scope(actor):
                return _act(spec, command, actor, key)
        except OperationalError as error:
            if attempt == ATTEMPTS or not _worth_repeating(error):
                _refuse_if_busy(error)
        except IntegrityError as error:
            raise Refused(constraint_refusal(error)) from error
    raise AssertionError("unreachable")


def _sqlstate(error: OperationalError) -> str:
    return str(getattr(error.__cause__, "sqlstate", "") or "")


def _worth_repeating(error: OperationalError) -> bool:
    return _sqlstate(error) in {"40001", "40P01"}


def _refuse_if_busy(error: OperationalError) -> None:
    """Turn a lock that was not granted in time into a sentence; let every other failure be seen."""
    if _sqlstate(error) in {"40001", "40P01", "55P03"}:
        raise Refused(refusal("busy")) from error
    raise error


def _act(spec: Spec, command: Command, actor: Actor, key: str | None) -> Answer:
    remembered = _remember(spec, command, actor, key)
    if isinstance(remembered, dict):
        return remembered
    subject = _authorise(spec, command, actor)
    tx = Tx(actor, clock.now(), journal.About(subject))
    answer = spec.function(tx, command)
    journal.write(tx.actor, spec.name, "done", tx.about, command.model_dump(mode="json"))
    if remembered is not None:
        with connection.cursor() as cursor:
            given = json.dumps(answer)
            cursor.execute("UPDATE idempotency_key SET answer = %s::jsonb WHERE id = %s", [given, remembered])
    return answer


def _remember(spec: Spec, command: Command, actor: Actor, key: str | None) -> Answer | UUID | None:
    """Claim the request key. Returns the stored answer when it was used before, else the new row's id."""
    if key is None or actor.account_id is None:
        return None
    digest = sealed.fingerprint(spec.name + journal.canonical(command.model_dump(mode="json")))
    row = IdempotencyKey(account=actor.account_id, key=key[:80], digest=digest)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO idempotency_key (id, account, key, digest, answer, at) VALUES (%s, %s, %s, %s, '{}', %s)"
            " ON CONFLICT (account, key) DO NOTHING",
            [row.id, row.account, row.key, row.digest, clock.now()],
        )
        if cursor.rowcount == 1:
            return row.id
    stored = IdempotencyKey.objects.get(account=actor.account_id, key=row.key)
    if stored.digest != digest:
        refuse("key_reused")
    return dict(stored.answer)


def _authorise(spec: Spec, command: Command, actor: Actor) -> UUID | None:
    """Return the subject if the actor may do this to it.

    Strangers get the answer for something that does not exist (promise D1: refusals are identical in shape).
    """
    if actor.kind in spec.machines:
        return _subject_id(spec, command)
    if actor.kind is Kind.VISITOR:
        if not spec.visitors:
            refuse("sign_in_first")
        return _subject_id(spec, command)
    if not (actor.roles & spec.roles):
        refuse("not_allowed")
    return _reached(spec, command, actor)


def _reached(spec: Spec, command: Command, actor: Actor) -> UUID | None:
    subject = _subject_id(spec, command)
    if spec.reach is Reach.ANY:
        return subject
    if subject is None or not _within_reach(spec.reach, actor, subject):
        refuse("not_found")
    return subject


def _within_reach(reach: Reach, actor: Actor, subject: UUID) -> bool:
    if reach is Reach.OWN_UNIT:
        return subject in actor.units
    if reach is Reach.SELF:
        own = actor.person_id
        return own is not None and (subject == own or sees(Actor(actor.kind, units=(own,)), subject))
    return sees(actor, subject)


def _subject_id(spec: Spec, command: Command) -> UUID | None:
    if spec.subject is None:
        return None
    if callable(spec.subject):
        return spec.subject(command)
    value: UUID | None = getattr(command, spec.subject)
    return value


def _note_refusal(spec: Spec, command: Command, actor: Actor, why: Refusal) -> None:
    """Write the refusal to the journal, after the act itself was rolled back (promise H2)."""
    log.info("refused", action=spec.name, code=why.code)
    with transaction.atomic(durable=True), scope(actor):
        subject = _subject_id(spec, command) if isinstance(spec.subject, str) else None
        about = journal.About(subject if isinstance(subject, UUID) else None)
        journal.write(actor, spec.name, "refused", about, command.model_dump(mode="json"), why.code)
