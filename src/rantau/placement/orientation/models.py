"""Orientation (OPP): classes, seats, attendance, certificates. Length in lesson hours (JP)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.kernel.allotments import Claim, Counter
from rantau.registry.offices.models import Unit


class OrientationClass(Counter):
    """One class: capacity is the ceiling of room and instructor (40 by rule); hours as the scheme asks."""

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    room = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hours = models.PositiveSmallIntegerField()
    scheme = models.CharField(max_length=20, default="p2p")
    instructor = models.UUIDField(null=True)
    made_by_holder = models.UUIDField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta(Counter.Meta):
        db_table = "orientation_class"
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["starts_at", "office"], name="orientation_class_calendar")]
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
        ]


class SeatClaim(Claim):
    """One seat of one dossier in one class. No seat ever changes its person."""

    counter = models.ForeignKey(OrientationClass, models.PROTECT, related_name="claims")
    attended_minutes = models.PositiveSmallIntegerField(default=0)
    attended_at = models.DateTimeField(null=True)
    marked_by_holder = models.UUIDField(null=True)

    class Meta(Claim.Meta):
        db_table = "seat_claim"
        constraints = [
            *Claim.Meta.constraints,
            models.UniqueConstraint(
                fields=["holder"],
                condition=models.Q(state__in=["held", "offered", "confirmed"]),
                name="seat_claim_one_live_per_dossier",
                violation_error_message=_("Anda sudah punya kursi OPP. Batalkan dulu untuk pindah kelas."),
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
