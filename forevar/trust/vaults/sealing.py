"""The envelope: class keys, sealed columns, and the only module that knows Tink.

A class key (one Tink keyset per class, from the key file) wraps one data key per subject and class.
A value is sealed with that data key and bound to its class, table, column, row and row version, so
it can be read in its own place only. Destroying a subject's keys makes its values unreadable at once.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldError
from django.db import models, transaction
from django.db.models.query_utils import DeferredAttribute
from tink import (
    TinkError,
    aead,
    json_proto_keyset_format,
    new_keyset_handle,
    proto_keyset_format,
    secret_key_access,
)

from forevar.kernel import errors, refs
from forevar.trust.vaults import keyfile, scope, subjectkeys

# One door for the features: what they need of the other modules has its name here too.
Sealed = scope.Sealed
KeysDestroyed = subjectkeys.KeysDestroyed
destroy_keys, with_keys = subjectkeys.destroy_keys, subjectkeys.with_keys
compute_with, relabel, joined = scope.compute_with, scope.relabel, scope.joined
CLASSES = ("REAL", "COVER", "WHERE", "TEXT")

aead.register()
_TEMPLATE = aead.aead_key_templates.AES256_GCM
_TOKEN = secret_key_access.TOKEN


class SealBroken(errors.DomainError):
    """A sealed value is not the one that was sealed here: moved, altered, or put back from before."""

    code: ClassVar[str] = "seal_broken"
    text = "En skjermet opplysning kan ikke leses. Den er ikke vist. Si fra til driften."


class RowChangedMeanwhile(errors.DomainError):
    """Somebody else saved the row after it was read here; saving would lose what they wrote."""

    code: ClassVar[str] = "row_changed_meanwhile"
    text = "Noen andre har lagret dette mens du skrev. Se på det nye, og lagre på nytt."


# ── class keys ───────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class _Ring:
    demo: bool
    aeads: dict[str, Any]


def _ring() -> _Ring:
    return _ring_as_of(keyfile.stamp())


@lru_cache(maxsize=4)
def _ring_as_of(stamp: tuple[Any, ...]) -> _Ring:
    if stamp == keyfile.NOTHING and settings.FOREVAR_MODE == "test":
        return _opened(new_keys(demo=True))  # for this process only: tests leave no keys behind
    return _opened(keyfile.read())


def _opened(keys: keyfile.ClassKeys) -> _Ring:
    try:
        return _Ring(keys.demo, {name: _aead_of(keys.keysets[name]) for name in CLASSES})
    except (KeyError, TinkError):
        raise keyfile.KeysUnreadable from None


def _aead_of(keyset: str) -> Any:
    return json_proto_keyset_format.parse(keyset, _TOKEN).primitive(aead.Aead)


def _new_keyset() -> str:
    return str(json_proto_keyset_format.serialize(new_keyset_handle(_TEMPLATE), _TOKEN))


def new_keys(*, demo: bool) -> keyfile.ClassKeys:
    """Make a fresh keyset for every class."""
    return keyfile.ClassKeys(demo=demo, keysets={name: _new_keyset() for name in CLASSES})


def check_keys(mode: str) -> list[str]:
    """Say what is wrong with the keys for this mode; an empty list means start."""
    if keyfile.stamp() == keyfile.NOTHING:
        return [] if mode == "test" else [keyfile.KeysMissing.text]
    try:
        ring = _ring()
    except errors.DomainError as problem:
        return [problem.text]
    if ring.demo and mode == "production":
        return ["These are demonstration keys. Make real ones with `forevar keys init`."]
    return []


def wrap_again(key_class: str, *, subject: str, wrapped: bytes) -> bytes:
    """Wrap a data key anew, under the class key that is primary now."""
    bound = _bound_to("subject-key", key_class, subject)
    class_key = _ring().aeads[key_class]
    return bytes(class_key.encrypt(class_key.decrypt(wrapped, bound), bound))


# ── data keys ────────────────────────────────────────────────────────────────
def _bound_to(*parts: str) -> bytes:
    """Join the parts so that no two different lists give the same bytes."""
    encoded = [part.encode() for part in parts]
    return b"".join([len(part).to_bytes(4, "big") + part for part in encoded])


def _new_data_key(key_class: str, subject: str) -> bytes:
    data_key = proto_keyset_format.serialize(new_keyset_handle(_TEMPLATE), _TOKEN)
    bound = _bound_to("subject-key", key_class, subject)
    return bytes(_ring().aeads[key_class].encrypt(data_key, bound))


@lru_cache(maxsize=8192)
def _data_key(key_class: str, subject: str, wrapped: bytes) -> Any:
    """Unwrap a data key. It is found again only by its wrapped bytes: no row, no key."""
    bound = _bound_to("subject-key", key_class, subject)
    try:
        data_key = _ring().aeads[key_class].decrypt(wrapped, bound)
        return proto_keyset_format.parse(data_key, _TOKEN).primitive(aead.Aead)
    except TinkError:
        raise SealBroken from None


def keys_in_hand(
    *, subjects: Iterable[str], create: Sequence[str] = ()
) -> AbstractContextManager[None]:
    """Fetch the keys of many subjects at once, making those of the classes in `create`.

    For bulk work: inside the block, sealing and reading ask the database for no further key.
    """
    return subjectkeys.in_hand(subjects=subjects, create=create, make=_new_data_key)


# ── values ───────────────────────────────────────────────────────────────────
class Ciphertext(bytes):
    """Bytes that went through `seal`: the only thing a sealed column stores."""


class _Kept:
    """A stored value in its place: opens itself when a scope, or `compute_with`, asks."""

    __slots__ = ("ciphertext", "field", "row", "subject", "version", "wrapped")

    def __init__(
        self, field: "SealedTextField", row: "SealedRow", *, ciphertext: bytes, subject: str
    ) -> None:
        self.field = field
        self.ciphertext = ciphertext
        self.row = row.pk
        self.version = row.version
        self.subject = subject
        self.wrapped = row.__dict__.get(subjectkeys.WRAPPED_KEY, _ASK)

    def __call__(self) -> str | None:
        key_class, subject = self.field.key_class, self.subject
        wrapped = self.wrapped
        if wrapped is _ASK:
            wrapped = subjectkeys.find(key_class, subject=subject)
        if wrapped is None:
            return None
        place = self.field.place(self.row, version=self.version)
        try:
            opened = _data_key(key_class, subject, bytes(wrapped)).decrypt(self.ciphertext, place)
        except TinkError:
            raise SealBroken from None
        return str(opened, "utf-8")


_ASK = object()


class _SealedAttribute(DeferredAttribute):
    """Reading gives a `Sealed`; assigning a text keeps it until the row is saved."""

    field: "SealedTextField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            # A version and its sealed columns belong together, so they are fetched together.
            instance.refresh_from_db(fields=["version", *sealed_columns(type(instance))])
        return self.field.sealed(instance, instance.__dict__[self.field.attname])

    def __set__(self, instance: Any, value: object) -> None:
        if not (value is None or isinstance(value, str | Sealed | Ciphertext)):
            raise TypeError("a sealed column takes a text")
        instance.__dict__[self.field.attname] = value


class _Everything:
    """Holds whatever is asked: form validation then leaves sealed values alone."""

    def __contains__(self, value: object) -> bool:
        return True


if TYPE_CHECKING:
    _TextColumn = models.Field[Any, Sealed]
else:
    _TextColumn = models.Field


class SealedTextField(_TextColumn):
    """A text sealed in place: assign a `str`, read a `Sealed`. Empty text is stored as nothing.

    Sealed when the row is saved (or bulk-created), for `row.sealing_subject()`. It cannot be
    searched, ordered or written with `update()`. The row must be a `SealedRow`.
    """

    descriptor_class = _SealedAttribute
    empty_values = _Everything()  # type: ignore[assignment]  # see the class

    def __init__(self, *, key_class: str = "TEXT", **options: Any) -> None:
        self.key_class = key_class
        self.classes = frozenset({key_class})
        super().__init__(**{**options, "null": True, "blank": True, "editable": False})

    def deconstruct(self) -> Any:
        """Tell migrations the class the column is sealed under."""
        name, path, args, options = super().deconstruct()
        for fixed in ("null", "blank", "editable"):
            options.pop(fixed, None)
        return name, path, args, {**options, "key_class": self.key_class}

    def get_internal_type(self) -> str:
        """Store it as bytes."""
        return "BinaryField"

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        """Refuse a sealed column on a row without version and subject."""
        found = super().check(**options)
        if not issubclass(self.model, SealedRow):
            problem = "A model with a SealedTextField must inherit sealing.SealedRow."
            found.append(checks.Error(problem, obj=self, id="vaults.E002"))
        return found

    def place(self, row: str, *, version: int) -> bytes:
        """Give what a value here is bound to: class, table, column, row and row version."""
        # As `_bound_to` writes it, without its loops: this runs for every value on a page.
        key, count = row.encode(), str(version).encode()
        head = self._place + len(key).to_bytes(4, "big") + key
        return head + len(count).to_bytes(4, "big") + count

    @cached_property
    def _place(self) -> bytes:
        return _bound_to(self.key_class, self.model._meta.db_table, str(self.column))

    def sealed(self, row: "SealedRow", value: object) -> Sealed:
        """Wrap what the row holds, whether stored or waiting to be."""
        if isinstance(value, Sealed):
            return value
        subject = row.sealing_subject()
        if isinstance(value, bytes):
            opener: Any = _Kept(self, row, ciphertext=value, subject=subject)
        else:
            opener = partial(str, value or "")
        return Sealed(
            opener,
            classes=self.classes,
            subject=subject,
            field=self.label,
            is_set=bool(value),
        )

    @cached_property
    def label(self) -> str:
        """Name the column for the ledger: a code, never what it holds."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def pre_save(self, model_instance: Any, add: bool) -> Ciphertext | None:
        """Seal what the row holds, for the version it is about to have."""
        if not isinstance(model_instance, SealedRow):
            raise TypeError("a model with a SealedTextField must inherit sealing.SealedRow")
        value = getattr(model_instance, self.attname)
        stored = self._seal(model_instance, value) if value.is_set else None
        model_instance.__dict__[self.attname] = stored
        return stored

    def _seal(self, row: "SealedRow", value: Sealed) -> Ciphertext:
        if value._classes != self.classes:
            raise scope.DisclosureRefused  # a name must not be moved into a column of another class
        text = value._unseal()
        if text is None:
            raise KeysDestroyed
        subject = row.sealing_subject()
        wrapped = subjectkeys.find_or_make(self.key_class, subject=subject, make=_new_data_key)
        data_key = _data_key(self.key_class, subject, wrapped)
        place = self.place(row.pk, version=row.version)
        return Ciphertext(data_key.encrypt(text.encode(), place))

    def from_db_value(self, value: Any, *_: Any) -> Ciphertext | None:
        """Take the bytes as they are; nothing is opened by loading a row."""
        return None if value is None else Ciphertext(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Store ciphertext only: a text that reaches here came past the seal."""
        if value is None:
            return None
        if not isinstance(value, Ciphertext):
            raise FieldError("a sealed column is written by saving or bulk-creating its row")
        return connection.Database.Binary(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow the question whether there is a value; nothing else can be asked of ciphertext."""
        if lookup_name != "isnull":
            raise FieldError("a sealed column cannot be searched")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: Any) -> NoReturn:
        """Refuse to be dumped."""
        raise scope.DisclosureRefused


def sealed_columns(model: type[models.Model]) -> list[str]:
    """Name the sealed columns of a model."""
    return [f.attname for f in model._meta.concrete_fields if isinstance(f, SealedTextField)]


class SealedRow(models.Model):
    """A row with sealed columns: a random key, a version, and the subject it is sealed for.

    Saving a changed row seals all its sealed columns anew under the next version, in one update.
    `save(update_fields=…)` that names a sealed column takes them all along, and the version; one
    that names none leaves both as they are. A save from a stale copy is refused.
    """

    key = models.CharField(primary_key=True, max_length=22, default=refs.new_key, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def sealing_subject(self) -> str:
        """Name whose key this row is sealed with: the case code, or a vault's own random id."""
        raise NotImplementedError

    def save(
        self,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Save the row; see the class for what happens to its version and sealed columns."""
        columns = sealed_columns(type(self))
        named = None if update_fields is None else {*update_fields}
        if self._state.adding or (named is not None and not named & {*columns}):
            super().save(
                force_insert=force_insert,
                force_update=force_update,
                using=using,
                update_fields=named,
            )
            return
        wanted = None if named is None else {*named, *columns, "version"}
        before = self.version
        try:
            with transaction.atomic(using=using):
                self._take_next_version(columns)
                super().save(force_update=True, using=using, update_fields=wanted)
        except BaseException:
            self.version = before
            raise

    def _take_next_version(self, columns: Sequence[str]) -> None:
        held = {column: getattr(self, column) for column in columns}
        rows = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if not rows.update(version=self.version + 1):
            raise RowChangedMeanwhile
        self.__dict__.update(held)  # each still opens in the version it was sealed for
        self.version += 1
