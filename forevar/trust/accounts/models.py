"""Tables of who works where. Names here are those of staff, never of a child or its family."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.accounts import roles

_NAME_LENGTH = 120
_CODE_LENGTH = 32


def _key() -> "models.CharField[str, str]":
    return models.CharField(primary_key=True, max_length=22, default=refs.new_key)


def _code() -> "models.CharField[str, str]":
    return models.CharField(max_length=_CODE_LENGTH)


def in_force(at: Instant, *, path: str = "") -> Q:
    """Say in SQL what `Period.holds` says: from the start, and up to but not at the end."""
    started = Q(**{f"{path}from_at__lte": at})
    return started & (Q(**{f"{path}until_at__isnull": True}) | Q(**{f"{path}until_at__gt": at}))


class Organisation(models.Model):
    """A body with staff: a municipality's service, a region, an institution, a home, a school."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "STAFF",
        "kind": "STAFF",
        "name": "STAFF",
        "name_sort": "STAFF",
        "municipality": "STAFF",
        "made_up": "OPEN",
    }

    key = _key()
    kind = _code()
    name = models.CharField(max_length=_NAME_LENGTH)
    name_sort = models.CharField(max_length=240, db_index=True)
    municipality = models.CharField(max_length=4, blank=True)
    made_up = models.BooleanField(default=False)
    """Belongs to the demonstration. Production refuses to start while one exists."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="organisation_kind_is_known",
                condition=Q(kind__in=sorted(roles.ORGANISATION_KINDS)),
            ),
        )


class Unit(models.Model):
    """A team, department, home, school or duty desk of an organisation."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "STAFF",
        "organisation": "STAFF",
        "kind": "STAFF",
        "name": "STAFF",
        "name_sort": "STAFF",
        "municipality": "STAFF",
    }

    key = _key()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    kind = _code()
    name = models.CharField(max_length=_NAME_LENGTH)
    name_sort = models.CharField(max_length=240, db_index=True)
    municipality = models.CharField(max_length=4, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="unit_kind_is_known", condition=Q(kind__in=sorted(roles.UNIT_KINDS))
            ),
        )


class PhoneNumber(models.Model):
    """A number of a unit, with the day somebody last tried it."""

    field_classes: ClassVar[dict[str, str]] = {
        "id": "STAFF",
        "key": "STAFF",
        "unit": "STAFF",
        "label": "STAFF",
        "number": "STAFF",
        "last_tried_on": "STAFF",
    }

    key = models.CharField(unique=True, max_length=22, default=refs.new_key)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="phone_numbers")
    label = models.CharField(max_length=60)
    number = models.CharField(max_length=20)
    last_tried_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="number_once_in_a_unit", fields=("unit", "number")),
        )


class PersonManager(BaseUserManager["Person"]):
    """Finds people by what they sign in with; making one is a service verb."""


class Person(AbstractBaseUser):
    """Somebody who signs in: staff, a carer or a school contact."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "STAFF",
        "login": "STAFF",
        "name": "STAFF",
        "name_sort": "STAFF",
        "password": "STAFF",
        "session_stamp": "STAFF",
        "last_login": "STAFF",
        "is_active": "STAFF",
    }

    key = _key()
    login = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=_NAME_LENGTH)
    name_sort = models.CharField(max_length=240, db_index=True)
    session_stamp = models.CharField(max_length=22, default=refs.new_key)
    """Part of what every session of this person is checked against: a new stamp ends them all."""
    is_active = models.BooleanField(default=False)
    """Follows the memberships: nobody without one may sign in."""

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        return salted_hmac(
            "forevar.trust.accounts.session",
            f"{self.password}|{self.session_stamp}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class Membership(models.Model):
    """A role somebody has in a unit for a time."""

    field_classes: ClassVar[dict[str, str]] = {
        "id": "STAFF",
        "key": "STAFF",
        "person": "STAFF",
        "unit": "STAFF",
        "role": "STAFF",
        "from_at": "STAFF",
        "until_at": "STAFF",
    }

    key = models.CharField(unique=True, max_length=22, default=refs.new_key)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", db_index=False)
    role = _code()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(name="membership_of_person", fields=("person", "role", "unit")),
            models.Index(name="membership_in_unit", fields=("unit", "role", "person")),
        )
        constraints = (
            models.CheckConstraint(
                name="membership_role_is_known", condition=Q(role__in=sorted(roles.ROLES))
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
            ),
        )


class Shift(models.Model):
    """Hours somebody is on duty in a unit. It always has an end: a forgotten shift opens nothing."""

    field_classes: ClassVar[dict[str, str]] = {
        "id": "STAFF",
        "key": "STAFF",
        "person": "STAFF",
        "unit": "STAFF",
        "from_at": "STAFF",
        "until_at": "STAFF",
    }

    key = models.CharField(unique=True, max_length=22, default=refs.new_key)
    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="shifts")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(name="shift_of_person", fields=("person", "unit", "until_at")),)
        constraints = (
            models.CheckConstraint(
                name="shift_ends_after_it_starts", condition=Q(until_at__gte=F("from_at"))
            ),
        )
