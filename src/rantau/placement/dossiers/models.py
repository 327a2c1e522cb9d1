"""The placement file of one person under one scheme: its facts, the cached assessment, who handles it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.placement.demand.models import JobOrder
from rantau.placement.dossiers import queues
from rantau.registry.agencies.models import Agency, Referrer
from rantau.registry.offices.models import Unit
from rantau.registry.people.models import Person
from rantau.registry.places.models import Country, Occupation


class Dossier(models.Model):
    """One file. The stage is never typed in: it is what the last assessment said, cached with its next change.

    ``assessed_by`` marks the set of rulebook versions of the last assessment, ``hanging`` is the requirement it names
    first, ``awaits`` are the desks beside the handling office that have something to do now (one text: under row
    security an index serves plain equality only), ``unchecked`` counts statements that wait for a decision,
    ``act_by`` is when waiting begins to do harm (``urgent_on`` is the same with the end of time for never, so that
    queues can be ordered by an index).
    Country, occupation, kind of employer and months are copied from the job order when it is attached: whoever sees
    the file can assess it, also somebody who may not see the order.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    old_number = models.CharField(max_length=60, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="dossiers")
    scheme = models.CharField(max_length=20, default="P2P")
    opened_on = models.DateField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, db_index=False, related_name="dossiers")
    job_order = models.ForeignKey(JobOrder, models.PROTECT, null=True, related_name="dossiers")
    country = models.ForeignKey(Country, models.PROTECT, null=True, db_index=False, related_name="+")
    occupation = models.ForeignKey(Occupation, models.PROTECT, null=True, db_index=False, related_name="+")
    employer_kind = models.CharField(
        max_length=12, blank=True, choices=[(name, name) for name in ("individual", "legal_entity")]
    )
    months = models.PositiveSmallIntegerField(null=True)
    competence_scheme = models.BooleanField(null=True)
    handling = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    handling_since = models.DateTimeField(default=clock.now)
    service_reason = models.CharField(
        max_length=20,
        choices=[(name, name) for name in ("home", "residence", "agency_seat", "choice", "import")],
        default="choice",
    )
    referrer = models.ForeignKey(Referrer, models.PROTECT, null=True, db_index=False, related_name="+")
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
    awaits = models.CharField(max_length=60, blank=True)
    hanging = models.CharField(max_length=40, blank=True)
    unchecked = models.PositiveSmallIntegerField(default=0)
    missing = models.PositiveSmallIntegerField(default=0)
    stopped = models.BooleanField(default=False)
    machine_clean = models.BooleanField(default=False)
    waiting_since = models.DateTimeField(default=clock.now)
    act_by = models.DateField(null=True)
    urgent_on = models.DateField(default=date.max)
    next_change_on = models.DateField(null=True)
    assessed_on = models.DateField(null=True)
    assessed_by = models.CharField(max_length=16, blank=True)
    placed_on = models.DateField(null=True)
    departed_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closing_reason = models.CharField(max_length=40, blank=True)
    closing_note = models.CharField(max_length=300, blank=True)
    visits = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "dossier"
        indexes = [
            *queues.indexes(),
            models.Index(
                fields=["awaits", "urgent_on", "waiting_since", "id"],
                name="dossier_awaits",
                condition=models.Q(closed_on__isnull=True) & ~models.Q(awaits=""),
            ),
            models.Index(
                fields=["assessed_by"], name="dossier_assessed_by", condition=models.Q(closed_on__isnull=True)
            ),
            models.Index(fields=["next_change_on"], name="dossier_due", condition=models.Q(closed_on__isnull=True)),
            models.Index(fields=["agency", "urgent_on", "waiting_since", "id"], name="dossier_agency"),
            models.Index(fields=["person"], name="dossier_person"),
            models.Index(fields=["old_number"], name="dossier_old_number", condition=~models.Q(old_number="")),
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
        indexes = [models.Index(fields=["dossier", "at"], name="visit_dossier")]


class Move(models.Model):
    """The file went to another office: from, to, why, when. Both offices keep seeing it (CO-06)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="moves")
    came_from = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    went_to = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    moved_by_holder = models.UUIDField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "dossier_move"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(came_from=models.F("went_to")),
                name="dossier_move_elsewhere",
                violation_error_message=_("Berkas ini sudah ditangani kantor itu."),
            )
        ]
