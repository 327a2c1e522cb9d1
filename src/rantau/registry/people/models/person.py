"""Persons and what identifies them. Identifiers are sealed and found again through keyed blind indexes only."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.registry.offices.models import Unit
from rantau.registry.places.models import District, Regency, Village


class Sex(models.TextChoices):
    """As on the identity card."""

    FEMALE = "f", _("Perempuan")
    MALE = "m", _("Laki-laki")


class Marital(models.TextChoices):
    """Marital status as on the identity card."""

    SINGLE = "single", _("Belum kawin")
    MARRIED = "married", _("Kawin")
    DIVORCED = "divorced", _("Cerai hidup")
    WIDOWED = "widowed", _("Cerai mati")


# Promise K3: a verified name, birth date or sex changes only together with the fall back to unverified, and that only
# by a correction which a second person has decided (its table asks for two).
CHANGED_WHILE_VERIFIED = pgtrigger.Q(
    old__identity_verified_at__isnull=False, new__identity_verified_at__isnull=False
) & (
    pgtrigger.Q(old__name__df=pgtrigger.F("new__name"))
    | pgtrigger.Q(old__birth_date__df=pgtrigger.F("new__birth_date"))
    | pgtrigger.Q(old__sex__df=pgtrigger.F("new__sex"))
)


class Person(models.Model):
    """One natural person, for life. ``number`` is hers forever; a missing NIK is never a dead end (CO-15)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    number = models.CharField(max_length=14, unique=True)
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160)
    sex = models.CharField(max_length=1, choices=Sex.choices)
    birth_date = models.DateField()
    birth_place = models.CharField(max_length=80, blank=True)
    marital = models.CharField(max_length=10, choices=Marital.choices)
    education = models.CharField(max_length=20, blank=True)
    regency = models.ForeignKey(Regency, models.PROTECT, null=True, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, null=True, related_name="+")
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="+")
    address = models.BinaryField(null=True)
    language = models.CharField(max_length=2, default="id")
    nik_state = models.CharField(
        max_length=10,
        default="none",
        choices=[(name, name) for name in ("none", "stated", "verified", "disputed")],
    )
    identity_verified_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_how = models.CharField(
        max_length=6,
        blank=True,
        choices=[("self", _("Oleh dirinya sendiri")), ("signed", _("Menandatangani ringkasan"))],
    )
    stated_by_holder = models.UUIDField(null=True)
    registered_at = models.DateTimeField(default=clock.now)
    registered_by = models.UUIDField(null=True)
    registered_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "person"
        indexes = [
            models.Index(fields=["birth_date", "sex"], name="person_birth"),
            models.Index(fields=["name_key"], name="person_name_key", opclasses=["text_pattern_ops"]),
            GinIndex(fields=["name_key"], name="person_name_trgm", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="person_not_merged_into_self",
                violation_error_message=_("Seseorang tidak dapat digabung dengan dirinya sendiri."),
            ),
            models.CheckConstraint(
                condition=models.Q(sex__in=Sex.values),
                name="person_sex_known",
                violation_error_message=_("Jenis kelamin harus seperti di KTP."),
            ),
            models.CheckConstraint(
                condition=models.Q(marital__in=Marital.values),
                name="person_marital_known",
                violation_error_message=_("Status perkawinan harus seperti di KTP."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="person_has_name",
                violation_error_message=_("Nama tidak boleh kosong."),
            ),
            models.CheckConstraint(
                condition=models.Q(birth_date__gte="1900-01-01"),
                name="person_birth_this_or_last_century",
                violation_error_message=_("Tanggal lahir tidak mungkin sebelum tahun 1900."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="verified_is_frozen", operation=pgtrigger.Update, condition=CHANGED_WHILE_VERIFIED),
            pgtrigger.Trigger(
                name="verified_falls_by_correction",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__identity_verified_at__isnull=False, new__identity_verified_at__isnull=True),
                func="""
                IF NOT EXISTS (SELECT FROM correction c WHERE c.person_id = OLD.id AND c.state = 'approved'
                               AND c.decided_at >= OLD.identity_verified_at) THEN
                  RAISE EXCEPTION 'a verified identity falls back by a decided correction only';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.number


class IdentifierKind(models.TextChoices):
    """Numbers by which a person is found again; old numbers are found forever."""

    NIK = "nik", "NIK"
    PASSPORT = "passport", _("Paspor")
    KTKLN = "ktkln", "KTKLN"
    SISKO = "sisko", "ID SISKOTKLN"


class Identifier(models.Model):
    """One number of a person: sealed, with a keyed digest. A NIK is held by one living record at a time."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=10, choices=IdentifierKind.choices)
    digest = models.BinaryField()
    sealed = models.BinaryField()
    state = models.CharField(
        max_length=10, choices=[(name, name) for name in ("held", "disputed", "former")], default="held"
    )
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "identifier"
        indexes = [models.Index(fields=["kind", "digest"], name="identifier_kind_digest")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "digest"],
                condition=models.Q(state="held"),
                name="identifier_held_once",
                violation_error_message=_("Nomor ini sudah tercatat atas nama orang lain. Sengketa akan dibuka."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(state="held"),
                name="identifier_one_of_a_kind",
                violation_error_message=_("Orang ini sudah punya nomor jenis ini yang berlaku."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="nik_of_verified_is_frozen",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                IF EXISTS (SELECT FROM person p WHERE p.identity_verified_at IS NOT NULL AND (
                    (NEW.kind = 'nik' AND p.id = NEW.person_id)
                    OR (TG_OP = 'UPDATE' AND OLD.kind = 'nik' AND p.id = OLD.person_id))) THEN
                  RAISE EXCEPTION 'the NIK of a verified identity changes by a decided correction only';
                END IF;
                RETURN NEW;
                """,
            )
        ]


class DocumentName(models.Model):
    """The name exactly as one document writes it; documents disagree, and that is a fact worth keeping."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="document_names")
    document = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "document_name"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "document", "name"],
                name="document_name_once",
                violation_error_message=_("Nama ini sudah tercatat untuk dokumen itu."),
            )
        ]


class Contact(models.Model):
    """A way to reach a person or somebody close to her. ``safe``: it may be used without endangering her."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=10, choices=[("phone", _("Telepon")), ("email", _("Surel"))])
    sealed = models.BinaryField()
    digest = models.BinaryField()
    safe = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "contact"
        indexes = [models.Index(fields=["digest"], name="contact_digest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("made_at")),
                name="contact_ends_after_start",
                violation_error_message=_("Kontak tidak bisa berakhir sebelum dicatat."),
            )
        ]


class Kin(models.Model):
    """Somebody to be called in need: sealed name and phone."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="kin")
    relation = models.CharField(
        max_length=12,
        choices=[
            ("spouse", _("Suami/istri")), ("parent", _("Orang tua")), ("child", _("Anak")),
            ("sibling", _("Saudara")), ("guardian", _("Wali")), ("other", _("Lainnya")),
        ],
    )  # fmt: skip
    name = models.BinaryField()
    phone = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kin"


class Consent(models.Model):
    """The ground on which data are kept for one purpose: law, or the person's consent, given and withdrawn."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=30)
    ground = models.CharField(max_length=10, choices=[("law", "law"), ("consent", "consent")])
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)
    honour_by = models.DateTimeField(null=True)
    honoured_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consent"
        indexes = [
            models.Index(
                fields=["honour_by"],
                name="consent_to_honour",
                condition=models.Q(withdrawn_at__isnull=False, honoured_at__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_one_per_purpose",
                violation_error_message=_("Persetujuan untuk tujuan ini sudah tercatat."),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(ground="consent"),
                name="consent_only_consent_is_withdrawn",
                violation_error_message=_(
                    "Yang didasarkan undang-undang tidak dapat ditarik, tetapi Anda dapat mengajukan keberatan."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(honour_by__gt=models.F("withdrawn_at")),
                name="consent_withdrawn_has_term",
                violation_error_message=_("Persetujuan yang ditarik harus menyebut kapan penarikannya dipenuhi."),
            ),
            models.CheckConstraint(
                condition=models.Q(honoured_at__isnull=True) | models.Q(withdrawn_at__isnull=False),
                name="consent_honoured_was_withdrawn",
                violation_error_message=_("Yang dipenuhi hanyalah persetujuan yang ditarik."),
            ),
        ]
