"""Judges: one per requirement of a compiled program. A judge looks at a run and answers with one Requirement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from rantau.rulebook.dates import add_days, add_months, day_after
from rantau.rulebook.fast import advice, requirement, unfilled
from rantau.rulebook.model import (
    AHEAD,
    LAPSED,
    MET,
    MISSING,
    NOT_APPLICABLE,
    REFUSED,
    REFUSED_PROOF,
    STATED,
    VERIFIED,
    WAITING,
    Advice,
    Evidence,
    Requirement,
    Rule,
    State,
)
from rantau.rulebook.run import Condition, Run, holds
from rantau.rulebook.texts import Dated, Sentence

RANK = {MET: 3, WAITING: 2, LAPSED: 1, REFUSED: 1}
Test = Callable[[Run, Evidence], "tuple[State, str] | None"]
Adviser = Callable[[Run, Evidence, "date | None"], tuple[Advice, ...]]


class Judge:
    """What every requirement has: its words, its condition, and what must come before it."""

    __slots__ = (
        *("_ready", "abroad", "after", "ahead", "index", "lenient", "rule", "soft_rule", "static", "texts", "when"),
    )

    def __init__(self, index: int, rule: Rule, texts: Mapping[str, Sentence], static: tuple[Advice, ...]) -> None:
        self.index = index
        self.rule = rule
        self.soft_rule = rule  # the same rule without its power to hold a file
        self.texts = texts
        self.static = static
        self.abroad = False
        self.when: Condition = ()
        self.lenient: Condition = ()
        self.ahead: tuple[tuple[int, Requirement], ...] = ()  # what must be settled before, and the answer until then
        self.after: tuple[tuple[int, Advice], ...] = ()  # what had better be settled before, and the advice until then
        self._ready: dict[str, Requirement] = {}

    @property
    def ways(self) -> tuple[Judge, ...]:
        """The judges that may answer in its place: itself, or one for each case."""
        return (self,)

    def run(self, run: Run) -> Requirement:
        """How this requirement stands."""
        for test in self.when:
            if not test(run):
                return self.constant(NOT_APPLICABLE, "not_applicable")
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
            return self.constant(WAITING, "lenient", soft=True)
        return self.missing(run) if not self.after else self.advised(run, self.missing(run))

    def advised(self, run: Run, answer: Requirement) -> Requirement:
        """The answer with a word about what had better come before it."""
        said = tuple(word for index, word in self.after if not run.results[index].satisfied)
        if not said:
            return answer
        return requirement(answer.rule, answer.state, answer.text, answer.until, None, (*answer.warnings, *said))

    def missing(self, run: Run) -> Requirement:
        return self.constant(MISSING, "missing")

    def plain(self, state: State, words: str, evidence: Evidence, run: Run) -> Requirement:
        """An answer about one proof that has no date in its words."""
        waits = state is WAITING and self.lenient and holds(self.lenient, run)
        rule = self.soft_rule if waits else self.rule
        return requirement(rule, state, self.texts[words].text(), None, evidence, self.static)


class EvidenceJudge(Judge):
    """Most requirements: met by a verified proof that still holds."""

    __slots__ = (
        *("accepts_statement", "advisers", "again", "dated", "due_days", "instead", "kind", "months", "others"),
        *("met", "met_until", "lead", "remind", "tests"),
    )

    def __init__(self, index: int, rule: Rule, texts: Mapping[str, Sentence], static: tuple[Advice, ...]) -> None:
        super().__init__(index, rule, texts, static)
        self.kind = rule.code
        self.others: tuple[str, ...] = ()
        self.instead: Condition = ()
        self.months: int | None = None
        self.due_days: int | None = None
        self.lead: timedelta | None = None  # how long before its end a proof begins to remind
        self.again: tuple[int, ...] = ()  # days before its end at which it reminds once more
        self.accepts_statement = False
        self.tests: tuple[Test, ...] = ()
        self.advisers: tuple[Adviser, ...] = ()
        self.dated = {words: Dated(texts[words]) for words in ("met_until", "lapsed", "missing_until", "missing_late")}
        self.remind = Dated(texts["remind"])
        self.met = texts["met"].text()
        self.met_until = self.dated["met_until"].text

    def quick(self) -> bool:
        """Whether a checked proof without an end settles it, with nothing more to look at."""
        return not (self.when or self.tests or self.advisers or self.months is not None)

    def judge(self, run: Run) -> Requirement:
        found = run.kinds.get(self.kind)
        for other in self.others:
            if other in run.kinds and (not self.instead or holds(self.instead, run)):
                found = [item for kind in (self.kind, *self.others) for item in run.all(kind)]
                break
        if isinstance(found, Evidence):
            return self.one(run, found)
        return self.without(run) if found is None else self.best(run, found)

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
        if evidence.state is not VERIFIED and not (self.accepts_statement and evidence.state is STATED):
            refused = evidence.state is REFUSED_PROOF
            return self.plain(*((REFUSED, "refused") if refused else (WAITING, "waiting")), evidence, run)
        for test in self.tests:
            failed = test(run, evidence)
            if failed is not None:
                return self.plain(failed[0], failed[1], evidence, run)
        until = evidence.valid_until
        if self.months is not None and issued is not None:
            limit = add_months(issued, self.months)
            if until is None or limit < until:
                until = limit
        if until is not None:
            return self.timed(run, evidence, until)
        warnings = self.advice(run, evidence, None) if self.advisers else self.static
        return requirement(self.rule, MET, self.met, None, evidence, warnings)

    def timed(self, run: Run, evidence: Evidence, until: date) -> Requirement:
        if (run.on if self.abroad else run.day) > until:
            text = self.dated["lapsed"].text(until)
            return requirement(self.rule, LAPSED, text, until, evidence, self.static)
        warnings = self.advice(run, evidence, until) if self.advisers else self.static
        if run.live or self.abroad:
            if self.lead is not None and run.on < (begins := until - self.lead):
                changes: date | None = begins
            else:
                changes = day_after(until)
                if self.lead is not None:
                    code, changes = ("ends_soon", changes) if not self.again else self.reminder(run.on, until)
                    warnings = (*warnings, advice(code, self.remind.text(until), self.rule.law))
            if changes is not None and (run.change is None or changes < run.change):
                run.change = changes
        made = unfilled()
        made.rule, made.state, made.text = self.rule, MET, self.met_until(until)
        made.until, made.evidence, made.warnings = until, evidence, warnings
        made.__class__ = Requirement
        done: Requirement = made
        return done

    def reminder(self, on: date, until: date) -> tuple[str, date | None]:
        """Which reminder it is, and the day of the next one."""
        code = "ends_soon"
        for days in self.again:
            begins = add_days(until, -days)
            if on < begins:
                return code, begins
            code = f"ends_soon:{days}"
        return code, day_after(until)

    def advice(self, run: Run, evidence: Evidence, until: date | None) -> tuple[Advice, ...]:
        warnings = self.static
        for adviser in self.advisers:
            said = adviser(run, evidence, until)
            if said:
                warnings = (*warnings, *said)
        return warnings

    def missing(self, run: Run) -> Requirement:
        if self.due_days is None or run.departs_on is None:
            return self.constant(MISSING, "missing")
        due = add_days(run.departs_on, -self.due_days)
        if run.day > due:
            text = self.dated["missing_late"].text(due)
        else:
            text = self.dated["missing_until"].text(due)
            if run.live:
                run.surely(day_after(due))
        return requirement(self.rule, MISSING, text, due, None, self.static)


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
        newest = self._newest(run) if self.kind in run.kinds else None
        if newest is None or newest.issued_on is None:
            return self._untested(run) if newest is None else self.plain(WAITING, "undated", newest, run)
        if newest.state is not VERIFIED:
            return self.plain(WAITING, "waiting", newest, run)
        if newest.values.get("result") not in self.wanted:
            words = "undated" if newest.values.get("result") is None else "refused"
            state = WAITING if words == "undated" else REFUSED
            return self.plain(state, words, newest, run)
        return self._tested(run, newest, newest.issued_on)

    def _newest(self, run: Run) -> Evidence | None:
        """The newest test on file; among several of one day the worse one."""
        seen = [item for item in run.all(self.kind) if item.state is not REFUSED_PROOF]
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
            return requirement(self.rule, MET, text, until, evidence, self.static)
        if run.day > until:
            return requirement(self.rule, LAPSED, self.dated["lapsed"].text(until), until, evidence, self.static)
        run.surely(day_after(until))
        return requirement(self.rule, MET, self.dated["met_until"].text(until), until, evidence, self.static)

    def _untested(self, run: Run) -> Requirement:
        leaves = run.departs_on
        if leaves is None:
            return self.constant(AHEAD, "ahead_undated")
        opens = add_days(leaves, -self.days)
        if run.day < opens:
            run.surely(opens)
            return requirement(self.rule, AHEAD, self.dated["ahead_from"].text(opens), opens, None, self.static)
        text = self.dated["missing_until"].text(leaves)
        return requirement(self.rule, MISSING, text, leaves, None, self.static)


class FactJudge(Judge):
    """A fact of the dossier that must be as the row says, such as a place in the permit's quota. A proof of the row's
    kind settles it: a signed agreement holds its place, and what changes afterwards does not take it away."""

    __slots__ = ("fact", "finishing", "good", "proof", "refused")

    def __init__(self, index: int, rule: Rule, texts: Mapping[str, Sentence], static: tuple[Advice, ...]) -> None:
        super().__init__(index, rule, texts, static)
        self.fact: Callable[[Run], object] = _nothing
        self.good = frozenset[object]()
        self.refused = frozenset[object]()
        self.proof = ""
        self.finishing = (*static, Advice("finishing", texts["finishing"].text(), rule.law))

    def judge(self, run: Run) -> Requirement:
        value = self.fact(run)
        for item in run.all(self.proof):
            if item.state is VERIFIED:
                if item.issued_on is None or item.issued_on <= run.on:
                    return self.settled(value)
                run.perhaps(item.issued_on)
        if value in self.good:
            # A value may have its own sentence: a quota is "free" before the signature, and a place is taken after.
            return self.constant(MET, value if isinstance(value, str) and value in self.texts else "met")
        if value in self.refused:
            return self.constant(REFUSED, "refused")
        return self.without(run)

    def settled(self, value: object) -> Requirement:
        warnings = self.finishing if value in self.refused else self.static
        return requirement(self.rule, MET, self.texts["met"].text(), None, None, warnings)


def _nothing(_: Run) -> None:
    return None


class ClearJudge(Judge):
    """Nothing of this kind on file in the last so many months, such as a withdrawal that bars for two years."""

    __slots__ = ("barred", "kind", "months")

    def __init__(self, index: int, rule: Rule, texts: Mapping[str, Sentence], static: tuple[Advice, ...]) -> None:
        super().__init__(index, rule, texts, static)
        self.kind = rule.code
        self.months = 0
        self.barred = Dated(texts["barred"])

    def judge(self, run: Run) -> Requirement:
        newest: Evidence | None = None
        for item in run.all(self.kind):
            issued = item.issued_on
            if item.state is not VERIFIED or issued is None:
                continue
            if issued > run.on:
                run.perhaps(issued)
            elif newest is None or newest.issued_on is None or issued > newest.issued_on:
                newest = item
        if newest is None or newest.issued_on is None:
            return self.constant(MET, "met")
        free = add_months(newest.issued_on, self.months)
        if run.day >= free:
            return self.constant(MET, "met")
        if run.live:
            run.surely(free)
        return requirement(self.rule, REFUSED, self.barred.text(free), free, newest, self.static)


class CaseJudge(Judge):
    """A requirement that is asked otherwise in some cases: the first case whose condition holds, else the usual way."""

    __slots__ = ("cases", "usual")

    def __init__(self, usual: Judge, cases: tuple[tuple[Condition, Judge], ...]) -> None:
        super().__init__(usual.index, usual.rule, usual.texts, usual.static)
        self.usual = usual
        self.cases = cases

    def run(self, run: Run) -> Requirement:
        return self.case(run).run(run)

    def judge(self, run: Run) -> Requirement:
        return self.run(run)

    def case(self, run: Run) -> Judge:
        for condition, judge in self.cases:
            if holds(condition, run):
                return judge
        return self.usual

    @property
    def ways(self) -> tuple[Judge, ...]:
        return (self.usual, *(judge for _, judge in self.cases))
