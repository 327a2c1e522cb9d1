"""Accounts, postings and API tokens. An account belongs to one natural person; a posting gives a role in a unit."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.kernel.actors import Role
from rantau.registry.offices.models import Unit

STAFF_ROLES = [(role.value, role.value) for role in Role if role is not Role.CANDIDATE]


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """A sign-in. ``holder`` is the natural person: two accounts of one holder are one person when two are needed.

    ``person`` is set when the account is a candidate's or worker's own. No foreign key: this room knows no persons.
    ``phone`` is the keyed digest of the phone she signs in with; a family may share one. ``temporary`` says that the
    password was handed over by an officer and must be replaced.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=160)
    holder = models.UUIDField(default=ids.new_id)
    person = models.UUIDField(null=True, unique=True)
    phone = models.BinaryField(null=True)
    temporary = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="id", choices=[("id", "id"), ("en", "en")])
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = AccountManager()
    backend: str

    class Meta:
        db_table = "account"
        indexes = [models.Index(fields=["phone"], name="account_phone", condition=models.Q(phone__isnull=False))]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("username"),
                name="account_username_any_case",
                violation_error_message=_("Nama masuk ini sudah dipakai."),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Posting(models.Model):
    """An account holds a role in a unit from a moment to a moment. Losing it takes effect with the next request."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=24, choices=STAFF_ROLES)
    during = DateTimeRangeField()

    class Meta:
        db_table = "posting"
        constraints = [
            ExclusionConstraint(
                name="posting_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Penugasan ini sudah ada pada waktu yang sama."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[value for value, _label in STAFF_ROLES]),
                name="posting_role_known",
                violation_error_message=_("Peran tidak dikenal."),
            ),
        ]


class Token(models.Model):
    """An API token bound to one posting (or to a person's own account); only its keyed digest is kept."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="tokens")
    digest = models.BinaryField(unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "token"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="token_expires_later",
                violation_error_message=_("Token harus berakhir setelah dibuat."),
            )
        ]
