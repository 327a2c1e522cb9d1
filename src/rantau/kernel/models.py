"""Tables of the mechanisms. Subjects are identifiers without a foreign key: the kernel knows no word of the field."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.kernel.triggers import append_only, evidence_holds


class AccessGrant(models.Model):
    """Unit may see subject, on this basis, from and to. The only source of sight."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    subject = models.UUIDField()
    unit = models.UUIDField()
    basis = models.CharField(max_length=20)
    valid_from = models.DateTimeField(default=clock.now)
    valid_to = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_grant"
        indexes = [
            models.Index(fields=["subject", "unit"], name="access_grant_subject_unit"),
            models.Index(fields=["unit", "subject"], name="access_grant_unit_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="access_grant_ends_after_start",
                violation_error_message=_("Izin melihat tidak bisa berakhir sebelum dimulai."),
            ),
            models.UniqueConstraint(
                fields=["subject", "unit", "basis"],
                condition=models.Q(valid_to__isnull=True),
                name="access_grant_one_open",
                violation_error_message=_("Unit ini sudah boleh melihat berkas ini dengan dasar yang sama."),
            ),
        ]


class DataKey(models.Model):
    """The wrapped data key of one subject; destroying it erases every value sealed under it."""

    subject = models.UUIDField(primary_key=True, editable=False)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "data_key"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(destroyed_at__isnull=True) | models.Q(wrapped=b""),
                name="data_key_destroyed_is_empty",
                violation_error_message=_("Kunci yang dimusnahkan tidak boleh menyimpan isi."),
            )
        ]


class JournalEntry(models.Model):
    """One act, refusal or opening: who, what, about whom; references and a salted digest only."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    number = models.BigIntegerField(db_default=models.Func(models.Value("journal_number"), function="nextval"))
    txid = models.BigIntegerField(db_default=models.Func(function="rantau_txid"))
    at = models.DateTimeField(default=clock.now)
    action = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8, choices=[("done", "done"), ("refused", "refused"), ("read", "read")])
    code = models.CharField(max_length=60, blank=True)
    actor_kind = models.CharField(max_length=10)
    account = models.UUIDField(null=True)
    unit = models.UUIDField(null=True)
    subject = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    refs = ArrayField(models.UUIDField(), default=list)
    purpose = models.CharField(max_length=60, blank=True)
    salt = models.BinaryField()
    digest = models.BinaryField()
    leaf = models.BinaryField()

    class Meta:
        db_table = "journal_entry"
        indexes = [
            models.Index(fields=["subject", "-at"], name="journal_entry_subject"),
            models.Index(fields=["person", "-at"], name="journal_entry_person"),
            models.Index(fields=["number"], name="journal_entry_number"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(account__isnull=False) | ~models.Q(actor_kind="person"),
                name="journal_entry_names_actor",
                violation_error_message=_("Setiap catatan harus menyebut siapa yang bertindak."),
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="refused") | ~models.Q(code=""),
                name="journal_entry_refusal_has_code",
                violation_error_message=_("Penolakan harus menyebut kodenya."),
            ),
        ]
        triggers = [append_only("append_only")]


class JournalBatch(models.Model):
    """One sealed batch of entries: its Merkle root, the head of the chain and the signed checkpoint."""

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    size = models.BigIntegerField()
    root = models.BinaryField()
    head = models.BinaryField()
    checkpoint = models.TextField()

    class Meta:
        db_table = "journal_batch"
        triggers = [append_only("append_only")]


class JournalLeaf(models.Model):
    """Where a sealed entry stands: its batch and its position in the whole journal."""

    entry = models.OneToOneField(JournalEntry, models.PROTECT, primary_key=True, db_constraint=False)
    batch = models.ForeignKey(JournalBatch, models.PROTECT)
    position = models.BigIntegerField(unique=True)

    class Meta:
        db_table = "journal_leaf"
        triggers = [append_only("append_only")]


class TallyFact(models.Model):
    """One statistical fact without a name; every published figure comes from here."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    on = models.DateField()
    kind = models.CharField(max_length=40)
    dims = models.JSONField()
    subject = models.UUIDField()

    class Meta:
        db_table = "tally_fact"
        indexes = [models.Index(fields=["kind", "on"], name="tally_fact_kind_on")]
        triggers = [append_only("append_only")]


class TallySubject(models.Model):
    """The random identifier under which one subject is counted; the app may look it up, nobody publishes it."""

    subject = models.UUIDField(primary_key=True)
    counted_as = models.UUIDField(unique=True, default=ids.random_id)

    class Meta:
        db_table = "tally_subject"


class IdempotencyKey(models.Model):
    """A request key of an actor with the digest of its content and the answer that was given."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.UUIDField()
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=40)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "idempotency_key"
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="idempotency_key_once")]


class OutboxMessage(models.Model):
    """Something that must leave the system, written with the change and delivered by the jobrunner."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    channel = models.CharField(max_length=20)
    recipient = models.UUIDField(null=True)
    subject = models.UUIDField(null=True)
    template = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10,
        default="waiting",
        choices=[(name, name) for name in ("waiting", "delivered", "dead", "manual")],
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=clock.now)
    last_error = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outbox_message"
        indexes = [
            models.Index(fields=["next_attempt_at"], name="outbox_message_due", condition=models.Q(state="waiting")),
            models.Index(fields=["subject", "-made_at"], name="outbox_message_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="delivered", delivered_at__isnull=False)
                | (~models.Q(state="delivered") & models.Q(delivered_at__isnull=True)),
                name="outbox_message_delivered_has_time",
                violation_error_message=_("Pesan yang terkirim harus menyebut kapan."),
            )
        ]


class Upload(models.Model):
    """A stored file: typed by its content, sealed under its owner's key, served as an attachment only."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    subject = models.UUIDField()
    owner = models.UUIDField()
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    digest = models.BinaryField()
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "upload"
        indexes = [models.Index(fields=["subject"], name="upload_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0) & models.Q(size__lte=10 * 1024 * 1024),
                name="upload_size_in_limits",
                violation_error_message=_("Berkas kosong atau lebih besar dari 10 MB."),
            )
        ]


class Evidence(models.Model):
    """One proof of one thing about a subject. Never overwritten, only superseded; decided once."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    subject = models.UUIDField()
    owner = models.UUIDField()
    kind = models.CharField(max_length=40)
    number = models.BinaryField(null=True)
    number_digest = models.BinaryField(null=True)
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    values = models.JSONField(default=dict)
    sealed_values = models.BinaryField(null=True)
    state = models.CharField(
        max_length=10, choices=[(name, name) for name in ("stated", "verified", "refused")], default="stated"
    )
    origin = models.CharField(max_length=40)
    source_reference = models.CharField(max_length=80, blank=True)
    refusal = models.JSONField(null=True)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    stated_by = models.UUIDField(null=True)
    stated_by_holder = models.UUIDField(null=True)
    stated_by_unit = models.UUIDField(null=True)
    stated_at = models.DateTimeField(default=clock.now)
    decided_by = models.UUIDField(null=True)
    decided_by_holder = models.UUIDField(null=True)
    decided_by_unit = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "evidence"
        indexes = [
            models.Index(fields=["subject", "kind"], name="evidence_subject_kind"),
            models.Index(
                fields=["number_digest"], name="evidence_number", condition=models.Q(number_digest__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(issued_on__isnull=True)
                | models.Q(valid_until__gte=models.F("issued_on")),
                name="evidence_ends_after_issue",
                violation_error_message=_("Tanggal berakhir tidak bisa sebelum tanggal terbit."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="stated") | models.Q(decided_at__isnull=False),
                name="evidence_decision_has_time",
                violation_error_message=_("Keputusan atas bukti harus menyebut kapan."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | models.Q(refusal__isnull=False),
                name="evidence_refusal_has_reason",
                violation_error_message=_("Bukti yang belum dapat dipakai harus disertai alasan."),
            ),
        ]
        triggers = evidence_holds()
