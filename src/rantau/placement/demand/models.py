"""Demand from abroad: job order → verified by the mission → recruitment permit (SIP2MI) with quota → vacancy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.kernel.allotments import Claim, Counter
from rantau.registry.agencies.models import Agency
from rantau.registry.employers.models import Employer, PartnerAgency
from rantau.registry.offices.models import Unit
from rantau.registry.places.models import Country, Occupation


class JobOrder(models.Model):
    """What an employer asks for (PP 10/2020 Ps 7(2)). Unique per mission and number; the number is free text."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="job_orders")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="job_orders")
    partner = models.ForeignKey(PartnerAgency, models.PROTECT, null=True, related_name="+")
    mission = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    scheme = models.CharField(max_length=20, default="P2P")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    position = models.CharField(max_length=80)
    male = models.PositiveIntegerField(default=0)
    female = models.PositiveIntegerField(default=0)
    mixed = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3)
    wage = models.PositiveIntegerField()
    months = models.PositiveSmallIntegerField()
    hours_per_day = models.PositiveSmallIntegerField(default=8)
    rest_days_per_month = models.PositiveSmallIntegerField(default=4)
    facilities = models.CharField(max_length=300, blank=True)
    needs = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=10,
        default="submitted",
        choices=[(name, name) for name in ("submitted", "verified", "refused", "withdrawn")],
    )
    submitted_at = models.DateTimeField(default=clock.now)
    submitted_by_holder = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_holder = models.UUIDField(null=True)
    valid_until = models.DateField(null=True)
    refusal = models.JSONField(null=True)

    class Meta:
        db_table = "job_order"
        ordering = ["-submitted_at", "id"]
        indexes = [models.Index(fields=["mission", "state", "submitted_at"], name="job_order_mission_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "number"],
                name="job_order_number_per_mission",
                violation_error_message=_("Nomor job order ini sudah tercatat di perwakilan itu."),
            ),
            models.CheckConstraint(
                condition=models.Q(male__gt=0) | models.Q(female__gt=0) | models.Q(mixed__gt=0),
                name="job_order_asks_for_somebody",
                violation_error_message=_("Job order harus meminta paling sedikit satu orang."),
            ),
            models.CheckConstraint(
                condition=models.Q(wage__gt=0) & models.Q(months__gt=0),
                name="job_order_has_wage_and_months",
                violation_error_message=_("Upah dan lama kontrak harus diisi."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="submitted")
                | models.Q(state="withdrawn")
                | models.Q(decided_at__isnull=False),
                name="job_order_decision_has_time",
                violation_error_message=_("Keputusan atas job order harus menyebut kapan."),
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by_holder__isnull=True)
                | ~models.Q(decided_by_holder=models.F("submitted_by_holder")),
                name="job_order_second_person",
                violation_error_message=_("Yang memutuskan job order harus orang lain dari yang mengajukannya."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Permit(models.Model):
    """A recruitment permit (SIP2MI) for one job order, asked for by the agency and decided by the ministry."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    job_order = models.ForeignKey(JobOrder, models.PROTECT, related_name="permits")
    number = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=10,
        default="asked",
        choices=[(name, name) for name in ("asked", "granted", "refused", "revoked", "expired")],
    )
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by_holder = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_holder = models.UUIDField(null=True)
    refusal = models.JSONField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending_document = models.CharField(max_length=80, blank=True)
    ending_ground = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "permit"
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~models.Q(number=""),
                name="permit_number_once",
                violation_error_message=_("Nomor SIP2MI ini sudah dipakai."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="granted")
                | (models.Q(valid_from__isnull=False) & models.Q(valid_until__gt=models.F("valid_from"))),
                name="permit_granted_has_term",
                violation_error_message=_("SIP2MI yang terbit harus menyebut masa berlakunya."),
            ),
            models.UniqueConstraint(
                fields=["job_order"],
                condition=models.Q(state__in=["asked", "granted"]),
                name="permit_one_live_per_order",
                violation_error_message=_("Job order ini sudah punya permohonan atau izin yang berjalan."),
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by_holder__isnull=True)
                | ~models.Q(decided_by_holder=models.F("asked_by_holder")),
                name="permit_second_person",
                violation_error_message=_("Yang memutuskan SIP2MI harus orang lain dari yang memintanya."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="revoked") | (~models.Q(ending_document="") & ~models.Q(ending_ground="")),
                name="permit_revoked_has_document",
                violation_error_message=_("SIP2MI yang dicabut harus menyebut surat dan alasannya."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.id)


class PermitQuota(Counter):
    """One pocket of a permit's quota: male, female or mixed. Separate counters, each never oversold.

    ``closed``: the permit has ended, so what is left is given to nobody. ``told_free`` is what the files that hope for
    a place were last judged by; where it differs from the counter, they are judged again.
    """

    closed = models.BooleanField(default=False)
    told_free = models.BooleanField(default=True)
    permit = models.ForeignKey(Permit, models.PROTECT, related_name="quotas")
    pocket = models.CharField(
        max_length=6, choices=[("m", _("Laki-laki")), ("f", _("Perempuan")), ("x", _("Campuran"))]
    )

    class Meta(Counter.Meta):
        db_table = "permit_quota"
        constraints = [
            *Counter.Meta.constraints,
            models.UniqueConstraint(
                fields=["permit", "pocket"],
                name="permit_quota_one_per_pocket",
                violation_error_message=_("Setiap izin punya satu kuota per kelompok."),
            ),
        ]


class Vacancy(models.Model):
    """What anybody may read about an order with a permit; nothing about a person, so it stands outside the wall.

    Places are not stored here: they are read from the permit's quotas. One open vacancy per permit.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    permit = models.ForeignKey(Permit, models.PROTECT, related_name="vacancies")
    permit_number = models.CharField(max_length=60)
    permit_until = models.DateField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="vacancies")
    scheme = models.CharField(max_length=20)
    position = models.CharField(max_length=80)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    city = models.CharField(max_length=80, blank=True)
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    employer_kind = models.CharField(max_length=12)
    currency = models.CharField(max_length=3)
    wage = models.PositiveIntegerField()
    months = models.PositiveSmallIntegerField()
    hours_per_day = models.PositiveSmallIntegerField()
    rest_days_per_month = models.PositiveSmallIntegerField()
    facilities = models.CharField(max_length=300, blank=True)
    needs = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(default=clock.now)
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "vacancy"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["country", "occupation", "-id"],
                name="vacancy_open",
                condition=models.Q(closed_at__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["permit"],
                condition=models.Q(closed_at__isnull=True),
                name="vacancy_one_open_per_permit",
                violation_error_message=_("Lowongan untuk izin ini sudah diumumkan."),
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__lte=models.F("permit_until")),
                name="vacancy_closes_within_permit",
                violation_error_message=_("Lowongan tidak boleh lebih lama daripada masa berlaku SIP2MI."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | ~models.Q(closing_reason=""),
                name="vacancy_closed_with_reason",
                violation_error_message=_("Lowongan yang ditutup harus menyebut alasannya."),
            ),
        ]


class PermitClaim(Claim):
    """One quota place taken by one dossier with its placement agreement. A replacement takes the same pocket."""

    counter = models.ForeignKey(PermitQuota, models.PROTECT, related_name="claims")

    class Meta(Claim.Meta):
        db_table = "permit_claim"
        constraints = [
            *Claim.Meta.constraints,
            models.UniqueConstraint(
                fields=["holder"],
                condition=models.Q(state__in=["held", "offered", "confirmed", "used"]),
                name="permit_claim_one_per_dossier",
                violation_error_message=_("Berkas ini sudah memakai satu tempat kuota."),
            ),
        ]
