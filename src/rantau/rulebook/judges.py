"""Judges: one per requirement of a compiled program. A judge looks at a run and answers with one Requirement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from rantau.rulebook.dates import add_days, add_months, day_after
from rantau.rulebook.fast import requirement
from rantau.rulebook.model import Advice, Evidence, EvidenceState, Requirement, Rule, State
from rantau.rulebook.run import Condition, Run, holds
from rantau.rulebook.texts import Dated, Sentence

REFUSED = EvidenceState.REFUSED
VERIFIED = EvidenceState.VERIFIED
RANK = {State.MET: 3, State.WAITING: 2, State.LAPSED: 1, State.REFUSED: 1}
Test = Callable[[Run, Evidence], "tuple[State, str] | None"]
Adviser = Callable[[Run, Evidence, "date | None"], "Advice | None"]


class Judge:
    """What every requirement has: its words, its condition, and what must come before it."""

    __slots__ = ("_ready", "abroad", "ahead", "index", "lenient", "rule", "soft_rule", "static", "texts", "when")

    def __init__(self, index: int, rule: Rule, texts: Mapping[str, Sentence], static: tuple[Advice, ...]) -> None:
        self.index = index
        self.rule = rule
        self.soft_rule = rule  # the same rule without its power to hold a file
        self.texts = texts
        self.static = static
        self.abroad = False
        self.when: Condition = ()
        self.lenient: Condition = ()
        self.ahead: tuple[tuple[int, Requirement], ...] = ()
        self._ready: dict[str, Requirement] = {}

    def run(self, run: Run) -> Requirement:
        """How this requirement stands."""
        if self.when and not holds(self.when, run):
            return self.constant(State.NOT_APPLICABLE, "not_applicable")
        return self.judge(run)

    def judge(self, run: Run) -> Requirement:
        raise NotImplementedError

    def constant(self, state: State, words: str, *, soft: bool = False) -> Requirement:
        """An answer that depends on nothing but the rule: made once."""
        found = self._ready.get(words)
        if found is None:
            rule = self.soft_rule if soft else self.rule
            found = self._ready[words] = requirement(rule, state, self.texts[words].text(), None, None, self.static)
        return found

    def without(self, run: Run) -> Requirement:
        """No proof on file: not its turn yet, waiting without harm, or missing."""
        for index, item in self.ahead:
            if not run.ok[index]:
                return item
        if self.lenient and holds(self.lenient, run):
            return self.constant(State.WAITING, "lenient", soft=True)
        return self.missing(run)

    def missing(self, run: Run) -> Requirement:  # noqa: ARG002 — judges with a deadline look at the run
        return self.constant(State.MISSING, "missing")

    def plain(self, state: State, words: str, evidence: Evidence, run: Run) -> Requirement:
        """An answer about one proof that has no date in its words."""
        waits = state is State.WAITING and self.lenient and holds(self.lenient, run)
        rule = self.soft_rule if waits else self.rule
        return requirement(rule, state, self.texts[words].text(), None, evidence, self.static)


class EvidenceJudge(Judge):
    """Most requirements: met by a verified proof that still holds."""

    __slots__ = ("accepts_statement", "advisers", "dated", "due_days", "instead", "kind", "months", "others")
    __slots__ += ("remind", "remind_days", "tests")

    def __init__(self, index: int, rule: Rule, texts: Mapping[str, Sentence], static: tuple[Advice, ...]) -> None:
        super().__init__(index, rule, texts, static)
        self.kind = rule.code
        self.others: tuple[str, ...] = ()
        self.instead: Condition = ()
        self.months: int | None = None
        self.due_days: int | None = None
        self.remind_days: int | None = None
        self.accepts_statement = False
        self.tests: tuple[Test, ...] = ()
        self.advisers: tuple[Adviser, ...] = ()
        self.dated = {words: Dated(texts[words]) for words in ("met_until", "lapsed", "missing_until", "missing_late")}
        self.remind = Dated(texts["remind"])

    def judge(self, run: Run) -> Requirement:
        found = run.kinds.get(self.kind)
        if self.others and (not self.instead or holds(self.instead, run)):
            found = [item for kind in (self.kind, *self.others) for item in run.all(kind)] or None
        if found is None:
            return self.without(run)
        if isinstance(found, list):
            return self.best(run, found)
        return self.one(run, found)

    def best(self, run: Run, found: list[Evidence]) -> Requirement:
        """Of several proofs the one that serves her best, whatever their order on file."""
        sure, run.change = run.change, None
        answers = [self.one(run, item) for item in found]
        run.perhaps(run.change)
        run.change = sure
        top = max(map(_strength, answers))
        equal = [answer for answer in answers if _strength(answer) == top]
        return equal[0] if len(equal) == 1 else min(equal, key=repr)

    def one(self, run: Run, evidence: Evidence) -> Requirement:
        issued = evidence.issued_on
        if issued is not None and issued > run.on:
            run.perhaps(issued)
            return self.without(run)
        if evidence.state is not VERIFIED:
            if evidence.state is REFUSED:
                return self.plain(State.REFUSED, "refused", evidence, run)
            if not self.accepts_statement:
                return self.plain(State.WAITING, "waiting", evidence, run)
        for test in self.tests:
            failed = test(run, evidence)
            if failed is not None:
                return self.plain(failed[0], failed[1], evidence, run)
        return self.valid(run, evidence, issued)

    def valid(self, run: Run, evidence: Evidence, issued: date | None) -> Requirement:
        """A checked proof: how long it holds."""
        until = evidence.valid_until
        if self.months is not None:
            if issued is None:
                return self.plain(State.WAITING, "undated", evidence, run)
            limit = add_months(issued, self.months)
            if until is None or limit < until:
                until = limit
        if until is None:
            warnings = self.advice(run, evidence, None) if self.advisers else self.static
            return requirement(self.rule, State.MET, self.texts["met"].text(), None, evidence, warnings)
        return self.timed(run, evidence, until)

    def timed(self, run: Run, evidence: Evidence, until: date) -> Requirement:
        if (run.on if self.abroad else run.day) > until:
            text = self.dated["lapsed"].text(until)
            return requirement(self.rule, State.LAPSED, text, until, evidence, self.static)
        warnings = self.advice(run, evidence, until) if self.advisers else self.static
        if run.live or self.abroad:
            ends = day_after(until)
            if self.remind_days is not None and ends is not None:
                begins = add_days(until, -self.remind_days)
                if run.on >= begins:
                    reminder = Advice("ends_soon", self.remind.text(until), self.rule.law)
                    warnings = (*warnings, reminder)
                else:
                    ends = begins
            run.surely(ends)
        return requirement(self.rule, State.MET, self.dated["met_until"].text(until), until, evidence, warnings)

    def advice(self, run: Run, evidence: Evidence, until: date | None) -> tuple[Advice, ...]:
        found = [advice for adviser in self.advisers if (advice := adviser(run, evidence, until)) is not None]
        return (*self.static, *found) if found else self.static

    def missing(self, run: Run) -> Requirement:
        if self.due_days is None or run.departs_on is None:
            return self.constant(State.MISSING, "missing")
        due = add_days(run.departs_on, -self.due_days)
        if run.day > due:
            text = self.dated["missing_late"].text(due)
        else:
            text = self.dated["missing_until"].text(due)
            if run.live:
                run.surely(day_after(due))
        return requirement(self.rule, State.MISSING, text, due, None, self.static)


def _strength(answer: Requirement) -> tuple[int, int, int, int]:
    """Orders answers about proofs of one kind: met before waiting before lapsed or refused; then longer, then newer."""
    rank = RANK.get(answer.state, 0)
    evidence = answer.evidence
    issued = evidence.issued_on.toordinal() if evidence is not None and evidence.issued_on is not None else 0
    if rank == 3:
        until = answer.until.toordinal() if answer.until is not None else date.max.toordinal() + 1
        return (rank, -len(answer.warnings), until, issued)
    return (rank, 0, issued, 0)


class WindowJudge(Judge):
    """A test that counts only within so many days before departure (pregnancy test, Permenkes 29/2013)."""

    __slots__ = ("dated", "days", "kind", "wanted")

    def __init__(self, index: int, rule: Rule, texts: Mapping[str, Sentence], static: tuple[Advice, ...]) -> None:
        super().__init__(index, rule, texts, static)
        self.kind = rule.code
        self.days = 0
        self.wanted = frozenset[str]()
        self.dated = {words: Dated(texts[words]) for words in ("met_until", "lapsed", "missing_until", "ahead_from")}

    def judge(self, run: Run) -> Requirement:
        newest = self._newest(run)
        if newest is None or newest.issued_on is None:
            return self._untested(run) if newest is None else self.plain(State.WAITING, "undated", newest, run)
        if newest.state is not VERIFIED:
            return self.plain(State.WAITING, "waiting", newest, run)
        if newest.values.get("result") not in self.wanted:
            words = "undated" if newest.values.get("result") is None else "refused"
            state = State.WAITING if words == "undated" else State.REFUSED
            return self.plain(state, words, newest, run)
        return self._tested(run, newest, newest.issued_on)

    def _newest(self, run: Run) -> Evidence | None:
        """The newest test on file; among several of one day the worse one."""
        seen = [item for item in run.all(self.kind) if item.state is not REFUSED]
        for item in seen:
            run.perhaps(item.issued_on)
        seen = [item for item in seen if item.issued_on is None or item.issued_on <= run.on]
        return max(seen, key=self._order, default=None)

    def _order(self, item: Evidence) -> tuple[int, bool, bool, str]:
        day = 0 if item.issued_on is None else item.issued_on.toordinal()
        return (day, item.state is VERIFIED, item.values.get("result") not in self.wanted, repr(item))

    def _tested(self, run: Run, evidence: Evidence, issued: date) -> Requirement:
        until = add_days(issued, self.days)
        leaves = run.departs_on
        if leaves is not None:
            if until < leaves:
                return self._untested(run)  # too early for this departure: a new test is due in its window
            text = self.dated["met_until"].text(until)
            return requirement(self.rule, State.MET, text, until, evidence, self.static)
        if run.day > until:
            return requirement(self.rule, State.LAPSED, self.dated["lapsed"].text(until), until, evidence, self.static)
        run.surely(day_after(until))
        return requirement(self.rule, State.MET, self.dated["met_until"].text(until), until, evidence, self.static)

    def _untested(self, run: Run) -> Requirement:
        leaves = run.departs_on
        if leaves is None:
            return self.constant(State.AHEAD, "ahead_undated")
        opens = add_days(leaves, -self.days)
        if run.day < opens:
            run.surely(opens)
            return requirement(self.rule, State.AHEAD, self.dated["ahead_from"].text(opens), opens, None, self.static)
        text = self.dated["missing_until"].text(leaves)
        return requirement(self.rule, State.MISSING, text, leaves, None, self.static)


class QuotaJudge(Judge):
    """A place in the permit's quota, as the dossier sees it. A signed agreement already holds its place."""

    __slots__ = ("proof",)

    def __init__(self, index: int, rule: Rule, texts: Mapping[str, Sentence], static: tuple[Advice, ...]) -> None:
        super().__init__(index, rule, texts, static)
        self.proof = "placement_agreement"

    def judge(self, run: Run) -> Requirement:
        quota = run.placement.quota
        if quota in ("free", "held", "used"):
            return self.constant(State.MET, "met")
        for item in run.all(self.proof):
            if item.state is VERIFIED:
                if item.issued_on is None or item.issued_on <= run.on:
                    return self.constant(State.MET, "met")
                run.perhaps(item.issued_on)
        if quota in ("full", "closed"):
            return self.constant(State.REFUSED, "refused")
        return self.without(run)
