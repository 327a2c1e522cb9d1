"""Orientation (OPP): classes, seats, attendance, certificates. Length in lesson hours (JP)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.kernel.allotments import Claim, Counter
from rantau.registry.offices.models import Unit


class TsTzRange(models.Func):
    """From one moment to another, the end not included."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class OrientationClass(Counter):
    """One class: capacity is the ceiling of room and instructor; hours as the scheme asks.

    Its clock is that of its office (WIB, WITA, WIT). A cancelled class has no capacity, so that a booking that
    waited for its row finds no place.
    """

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hours = models.PositiveSmallIntegerField()
    scheme = models.CharField(max_length=20, default="P2P")
    instructor = models.UUIDField(null=True)
    made_by_holder = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta(Counter.Meta):
        db_table = "orientation_class"
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["starts_at", "id"], name="orientation_class_calendar")]
        constraints = [
            *Counter.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="orientation_class_ends_after_start",
                violation_error_message=_("Kelas harus selesai setelah dimulai."),
            ),
            models.CheckConstraint(
                condition=models.Q(hours__gt=0),
                name="orientation_class_has_hours",
                violation_error_message=_("Kelas harus punya jam pelajaran."),
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True)
                | (models.Q(capacity=0) & ~models.Q(cancelled_because="")),
                name="orientation_class_cancelled_is_empty",
                violation_error_message=_("Kelas yang dibatalkan tidak punya kursi dan harus menyebut alasannya."),
            ),
            ExclusionConstraint(
                name="orientation_class_room_once",
                expressions=[
                    ("office", RangeOperators.EQUAL),
                    ("room", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(cancelled_at__isnull=True),
                violation_error_message=_("Ruang ini sudah dipakai kelas lain pada jam itu."),
            ),
        ]


class SeatClaim(Claim):
    """One seat of one dossier in one class. No seat ever changes its person.

    Attendance is what the instructor marked and another holder approved (promise K4); it becomes ``used`` then.
    """

    counter = models.ForeignKey(OrientationClass, models.PROTECT, related_name="claims")
    booked_by_holder = models.UUIDField(null=True)
    booked_by_unit = models.UUIDField(null=True)
    attended_minutes = models.PositiveSmallIntegerField(default=0)
    attended_at = models.DateTimeField(null=True)
    marked_by_holder = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_holder = models.UUIDField(null=True)

    class Meta(Claim.Meta):
        db_table = "seat_claim"
        indexes = [models.Index(fields=["holder", "made_at"], name="seat_claim_dossier")]
        constraints = [
            *Claim.Meta.constraints,
            models.UniqueConstraint(
                fields=["holder"],
                condition=models.Q(state__in=["held", "offered", "confirmed"]),
                name="seat_claim_one_live_per_dossier",
                violation_error_message=_("Anda sudah punya kursi OPP. Batalkan dulu untuk pindah kelas."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by_holder__isnull=True)
                | (
                    models.Q(marked_by_holder__isnull=False)
                    & ~models.Q(approved_by_holder=models.F("marked_by_holder"))
                ),
                name="seat_claim_second_person",
                violation_error_message=_("Yang menyetujui kehadiran harus orang lain dari yang mencatatnya."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="used") | models.Q(approved_at__isnull=False),
                name="seat_claim_used_is_approved",
                violation_error_message=_("Kursi baru terpakai setelah kehadirannya disetujui."),
            ),
        ]


class Certificate(models.Model):
    """Proof of orientation; only with the required hours attended. The number cannot be guessed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    seat = models.OneToOneField(SeatClaim, models.PROTECT, related_name="certificate")
    dossier = models.UUIDField()
    number = models.CharField(max_length=24, unique=True)
    hours = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField(default=clock.now)
    issued_by_holder = models.UUIDField()

    class Meta:
        db_table = "orientation_certificate"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hours__gt=0),
                name="orientation_certificate_has_hours",
                violation_error_message=_("Sertifikat harus menyebut jam pelajaran."),
            )
        ]
