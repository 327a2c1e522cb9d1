"""The rules of the last stretch: the class, the card, the gate, the arrival; and time."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from rantau.kernel import clock
from rantau.placement.clearance.actions import IssueCard, ReinstateCard, RevokeCard, SuspendCard
from rantau.placement.clearance.models import Card
from rantau.placement.departure.actions import (
    CheckAtGate,
    FindForGate,
    HoldDeparture,
    PostponeDeparture,
    RecordDeparture,
    ReportArrival,
    ReviewHold,
)
from rantau.placement.departure.models import GateCheck
from rantau.placement.orientation.actions import (
    ApproveAttendance,
    BookSeat,
    CancelClass,
    CancelSeat,
    IssueCertificate,
    MarkAttendance,
    PlanClass,
)
from rantau.placement.orientation.models import OrientationClass, SeatClaim
from tests import world
from tests.stateful.acts import N
from tests.stateful.land import File
from tests.stateful.papers import newest
from tests.stateful.telling import Telling

TEACHERS = st.sampled_from(["instructor", "second", "twin", "verifier"])
ISSUERS = st.sampled_from(["issuer", "issuer", "twin", "neighbour", "verifier"])
GUARDS = st.sampled_from(["guard", "guard", "other_guard", "issuer"])


class Classroom(Telling):
    """Classes with few seats."""

    @rule(seats=st.integers(1, 2), name=TEACHERS, days=st.integers(0, 3))
    def plan(self, seats: int, name: str, days: int) -> None:
        start = clock.now() + timedelta(days=days, hours=1)
        command = PlanClass(
            office_id=self.land.at.bp3mi.pk, room=f"Ruang {days}", starts_at=start,
            ends_at=start + timedelta(hours=9), hours=10, seats=seats,
        )  # fmt: skip
        self.act(self.land.cast[name], command, self.land.files[0])

    @rule(n=N, name=st.sampled_from(["herself", "agent", "instructor", "stranger"]))
    def book(self, n: int, name: str) -> None:
        file, row = self.file(n), a_class()
        if row is not None:
            self.act(self.who(name, file), BookSeat(dossier_id=file.dossier, class_id=row), file)

    @rule(n=N, name=st.sampled_from(["herself", "agent"]))
    def give_back(self, n: int, name: str) -> None:
        file = self.file(n)
        seat = seat_of(file)
        if seat is not None:
            self.act(self.who(name, file), CancelSeat(seat_id=seat), file)

    @rule(name=TEACHERS)
    def cancel(self, name: str) -> None:
        row = a_class()
        if row is not None:
            self.act(self.land.cast[name], CancelClass(class_id=row, reason="Banjir"), self.land.files[0])

    @rule(n=N, name=TEACHERS, minutes=st.sampled_from([0, 60, 540, 600]), over=st.booleans())
    def mark(self, n: int, name: str, minutes: int, over: bool) -> None:
        file = self.file(n)
        seat = seat_of(file)
        if seat is not None:
            if over:
                self.wait_for_the_end(seat)
            self.act(self.who(name, file), MarkAttendance(seat_id=seat, minutes=minutes), file)

    def wait_for_the_end(self, seat: UUID) -> None:
        """Let time pass until the class is over."""
        with world.as_owner():
            end = SeatClaim.objects.select_related("counter").get(pk=seat).counter.ends_at
        if end > clock.now():
            self.days_pass(0, int((end - clock.now()) / timedelta(hours=1)) + 1)

    @rule(n=N, name=TEACHERS)
    def approve(self, n: int, name: str) -> None:
        file = self.file(n)
        seat = seat_of(file)
        if seat is not None:
            self.act(self.who(name, file), ApproveAttendance(seat_id=seat), file)

    @rule(n=N, name=TEACHERS)
    def certify(self, n: int, name: str) -> None:
        file = self.file(n)
        seat = seat_of(file)
        if seat is not None:
            self.act(self.who(name, file), IssueCertificate(seat_id=seat), file)

    @rule(n=N)
    def whole_class(self, n: int) -> None:
        """A day in class as it should be: planned, booked, marked, approved, certified."""
        file = self.file(n)
        self.plan(2, "instructor", 1)
        self.book(n, "herself")
        seat = seat_of(file)
        if seat is not None:
            self.mark(n, "instructor", 540, over=True)
            for name, command in (("second", ApproveAttendance), ("instructor", IssueCertificate)):
                self.act(self.who(name, file), command(seat_id=seat), file)


class Cards(Telling):
    """Cards: issued by another than who checked, stopped, put back."""

    @rule(n=N, name=ISSUERS)
    def issue(self, n: int, name: str) -> None:
        file = self.file(n)
        self.act(self.who(name, file), IssueCard(dossier_id=file.dossier), file)

    @rule(n=N, what=st.sampled_from([SuspendCard, RevokeCard, ReinstateCard]), name=ISSUERS)
    def change_card(self, n: int, what: Any, name: str) -> None:
        file = self.file(n)
        card = newest(Card, file)
        if card is not None:
            self.act(self.who(name, file), what(card_id=card, reason="Data diperiksa"), file)


class Gate(Telling):
    """The gate, the departure, the arrival."""

    @rule(n=N, name=GUARDS)
    def check(self, n: int, name: str) -> None:
        file = self.file(n)
        with world.as_owner():
            card = Card.objects.filter(dossier=file.dossier).order_by("pk").last()
        found = FindForGate(reference=card.reference) if card else FindForGate(passport="X1234567")
        self.act(self.who(name, file), found, file)
        self.act(self.who(name, file), CheckAtGate(dossier_id=file.dossier, flight="GA870", airport="CGK"), file)

    @rule(n=N, name=GUARDS, what=st.sampled_from(["depart", "depart", "postpone", "hold"]))
    def outcome(self, n: int, name: str, what: str) -> None:
        file = self.file(n)
        check = newest(GateCheck, file)
        if check is None:
            return
        command = {
            "depart": lambda: RecordDeparture(check_id=check, flight="GA870", airport="CGK", reason="Sudah jelas"),
            "postpone": lambda: PostponeDeparture(check_id=check, reason="Besok saja"),
            "hold": lambda: HoldDeparture(check_id=check, ground="broker", statement="Diantar orang tak dikenal."),
        }[what]()
        self.act(self.who(name, file), command, file)

    @rule(n=N, name=GUARDS, uphold=st.booleans())
    def review(self, n: int, name: str, uphold: bool) -> None:
        file = self.file(n)
        check = newest(GateCheck, file, outcome="held")
        if check is not None:
            self.act(self.who(name, file), ReviewHold(check_id=check, uphold=uphold, reason="Sudah diperiksa"), file)

    @rule(n=N)
    def board(self, n: int) -> None:
        """Through the gate as it should be."""
        self.check(n, "guard")
        self.outcome(n, "guard", "depart")

    @rule(n=N, days=st.integers(-1, 1), name=st.sampled_from(["herself", "consul"]))
    def arrive(self, n: int, days: int, name: str) -> None:
        file = self.file(n)
        day = clock.today() + timedelta(days=days)
        self.act(self.who(name, file), ReportArrival(dossier_id=file.dossier, arrived_on=day), file)

    def arrive_today(self, n: int) -> None:
        """She reports on the day itself."""
        self.arrive(n, 0, "herself")


class Passing(Telling):
    """Time."""

    @rule(days=st.sampled_from([1, 1, 7, 40]))
    def time_passes(self, days: int) -> None:
        self.days_pass(days)

    @rule()
    def the_minute(self) -> None:
        self.jobs()


def a_class() -> UUID | None:
    """The newest class that has not begun."""
    with world.as_owner():
        ahead = OrientationClass.objects.filter(starts_at__gt=clock.now(), cancelled_at__isnull=True)
        return ahead.order_by("pk").values_list("pk", flat=True).last()


def seat_of(file: File) -> UUID | None:
    """The newest seat of a file."""
    with world.as_owner():
        seats = SeatClaim.objects.filter(holder=file.dossier).order_by("made_at", "pk")
        return seats.values_list("pk", flat=True).last()
