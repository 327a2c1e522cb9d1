"""The placement file of one person under one scheme: its facts, the cached assessment, who handles it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.placement.demand.models import JobOrder
from rantau.registry.agencies.models import Agency, Referrer
from rantau.registry.offices.models import Unit
from rantau.registry.people.models import Person


class Dossier(models.Model):
    """One file. The stage is never typed in: it is what the last assessment said, cached with its next change."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="dossiers")
    scheme = models.CharField(max_length=20, default="p2p")
    opened_on = models.DateField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="dossiers")
    job_order = models.ForeignKey(JobOrder, models.PROTECT, null=True, related_name="dossiers")
    handling = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    service_reason = models.CharField(
        max_length=20,
        choices=[(name, name) for name in ("home", "residence", "agency_seat", "choice", "import")],
        default="choice",
    )
    referrer = models.ForeignKey(Referrer, models.PROTECT, null=True, related_name="+")
    referral = models.CharField(
        max_length=12,
        choices=[(name, name) for name in ("none", "registered", "other", "not_asked")],
        default="not_asked",
    )
    referred_by = models.BinaryField(null=True)
    departs_on = models.DateField(null=True)
    asks = models.JSONField(default=list)
    transitional = models.JSONField(default=list)
    pack_version = models.CharField(max_length=40, default="")
    stage = models.CharField(max_length=24, default="register")
    turn = models.CharField(max_length=24, blank=True)
    missing = models.PositiveSmallIntegerField(default=0)
    stopped = models.BooleanField(default=False)
    clean = models.BooleanField(default=False)
    waiting_since = models.DateTimeField(default=clock.now)
    act_by = models.DateField(null=True)
    next_change_on = models.DateField(null=True)
    assessed_on = models.DateField(null=True)
    placed_on = models.DateField(null=True)
    departed_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closing_reason = models.CharField(max_length=40, blank=True)
    visits = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "dossier"
        indexes = [
            models.Index(
                fields=["handling", "turn", "act_by", "waiting_since"],
                name="dossier_queue",
                condition=models.Q(closed_on__isnull=True),
            ),
            models.Index(fields=["next_change_on"], name="dossier_due", condition=models.Q(closed_on__isnull=True)),
            models.Index(fields=["agency", "stage", "waiting_since"], name="dossier_agency"),
            models.Index(fields=["person"], name="dossier_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme"],
                condition=models.Q(closed_on__isnull=True),
                name="dossier_one_open_per_scheme",
                violation_error_message=_("Orang ini masih punya berkas yang berjalan. Lanjutkan berkas itu."),
            ),
            models.CheckConstraint(
                condition=models.Q(departed_on__isnull=True) | models.Q(placed_on__lte=models.F("departed_on")),
                name="dossier_placed_before_departed",
                violation_error_message=_("Orang tidak bisa berangkat sebelum proses prapenempatan selesai."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | ~models.Q(closing_reason=""),
                name="dossier_closed_with_reason",
                violation_error_message=_("Berkas yang ditutup harus menyebut alasannya."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Visit(models.Model):
    """One visit to a counter: which office, why there, for which stage. More than one for a stage is looked into."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="visit_rows")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20)
    stage = models.CharField(max_length=24)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "visit"
