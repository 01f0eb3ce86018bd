"""Signed checkpoints: Ed25519 in the C2SP signed-note and checkpoint formats, and the key's file.

The only module that imports `cryptography`. Knows neither Django nor the database.
"""

import base64
import binascii
import hashlib
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from forevar.kernel import errors

_ED25519 = b"\x01"
_DASH = "\u2014 "
_NAME = re.compile(r"[^\s+]{1,60}\Z")
_DEMO = "forevar-demo/"
_PREVIOUS = "previous "


class KeyNotFound(errors.DomainError):
    """There is no signing key where it should be."""

    code = "ledger_key_not_found"
    text = "Loggens nøkkel mangler. Lag den med «forevar keys init»."


class KeyNotUsable(errors.DomainError):
    """The key's file is readable by others, not a key, or a demo key in production."""

    code = "ledger_key_not_usable"
    text = "Loggens nøkkel kan ikke brukes."


class KeyExists(errors.DomainError):
    """Somebody asked for a new key where there is one already."""

    code = "ledger_key_exists"
    text = "Det finnes en nøkkel her fra før. Den ble ikke rørt."


class NoteNotTrusted(errors.DomainError):
    """A note is not in the format, or none of our keys has signed it."""

    code = "ledger_note_not_trusted"
    text = "Signaturen stemmer ikke."


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What others need to check our signatures: a name and 32 bytes."""

    name: str
    raw: bytes

    @property
    def key_id(self) -> bytes:
        """Give the four bytes that tell keys of one name apart."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.raw).digest()[:4]

    def __str__(self) -> str:
        encoded = base64.b64encode(_ED25519 + self.raw).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """Read a key as `str` wrote it."""
        name, key_id, encoded = text.split("+", 2)
        key = cls(name=name, raw=_raw_key(encoded))
        if key.key_id.hex() != key_id:
            raise KeyNotUsable
        return key


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key that signs checkpoints now, and the public keys that did before it."""

    name: str
    seed: bytes = field(repr=False)
    retired: tuple[PublicKey, ...] = ()

    @property
    def public(self) -> PublicKey:
        """Give the half that may be shown to everybody."""
        public = ed25519.Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return PublicKey(self.name, public.public_bytes(Encoding.Raw, PublicFormat.Raw))

    @property
    def trusted(self) -> tuple[PublicKey, ...]:
        """List every public key whose signature counts."""
        return (self.public, *self.retired)

    @property
    def is_demo(self) -> bool:
        """Tell whether the key is marked as one for made-up cases."""
        return self.name.startswith(_DEMO)


def new_key(path: Path, *, name: str = "", demo: bool = False) -> SigningKey:
    """Make a key in a new file that only its owner may read; refuses to replace one."""
    name = name or (f"{_DEMO}ledger" if demo else "forevar/ledger")
    if not _NAME.match(name) or demo != name.startswith(_DEMO):
        raise KeyNotUsable("Nøkkelens navn kan ikke ha mellomrom eller +.")
    key = SigningKey(name=name, seed=secrets.token_bytes(32))
    _write(path, key, flags=os.O_EXCL)
    return key


def rotate_key(path: Path) -> SigningKey:
    """Put a new key in place of the old, and remember the old one's public half."""
    old = load_key(path)
    key = SigningKey(name=old.name, seed=secrets.token_bytes(32), retired=old.trusted)
    beside = path.with_suffix(".new")
    _write(beside, key, flags=os.O_TRUNC)
    beside.replace(path)
    return key


def load_key(path: Path, *, production: bool = False) -> SigningKey:
    """Read the key; refuses a file that others can read, and a demo key in production."""
    try:
        mode = path.stat().st_mode
        first, *rest = path.read_text(encoding="ascii").split()
    except FileNotFoundError:
        raise KeyNotFound from None
    except (ValueError, UnicodeDecodeError):
        raise KeyNotUsable from None
    if mode & 0o077:
        raise KeyNotUsable("Loggens nøkkel kan leses av andre. Sett filens rettigheter til 0600.")
    key = _parse(first, retired=rest)
    if production and key.is_demo:
        raise KeyNotUsable("Loggens nøkkel er en demonøkkel. Den kan ikke brukes i drift.")
    return key


def _parse(line: str, *, retired: Iterable[str]) -> SigningKey:
    try:
        private, marker, name, key_id, encoded = line.split("+", 4)
        key = SigningKey(name, _raw_key(encoded), tuple(map(PublicKey.parse, retired)))
    except ValueError:
        raise KeyNotUsable from None
    if (private, marker, key_id) != ("PRIVATE", "KEY", key.public.key_id.hex()):
        raise KeyNotUsable
    return key


def _raw_key(encoded: str) -> bytes:
    try:
        raw = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise KeyNotUsable from None
    if len(raw) != 33 or raw[:1] != _ED25519:
        raise KeyNotUsable
    return raw[1:]


def _write(path: Path, key: SigningKey, *, flags: int) -> None:
    encoded = base64.b64encode(_ED25519 + key.seed).decode()
    lines = [f"PRIVATE+KEY+{key.name}+{key.public.key_id.hex()}+{encoded}", *map(str, key.retired)]
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        place = os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o600)
    except FileExistsError:
        raise KeyExists from None
    with os.fdopen(place, "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(place)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a checkpoint says: whose log, how many entries, their root, and the note before it."""

    origin: str
    size: int
    root: bytes
    previous: bytes = b""

    def __str__(self) -> str:
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode()]
        if self.previous:
            lines.append(_PREVIOUS + base64.b64encode(self.previous).decode())
        return "\n".join(lines) + "\n"

    @classmethod
    def parse(cls, text: str) -> "Statement":
        """Read a statement; it must be written exactly as we write it."""
        try:
            origin, size, root, *more = text.removesuffix("\n").split("\n")
            previous = more[0].removeprefix(_PREVIOUS) if more else ""
            found = cls(origin, int(size), base64.b64decode(root), base64.b64decode(previous))
        except ValueError:
            raise NoteNotTrusted from None
        if str(found) != text:
            raise NoteNotTrusted
        return found


def sign(statement: Statement, *, key: SigningKey) -> str:
    """Give the statement as a signed note."""
    return sign_text(str(statement), key=key)


def sign_text(text: str, *, key: SigningKey) -> str:
    """Give any text, which must end its last line, as a signed note."""
    signature = ed25519.Ed25519PrivateKey.from_private_bytes(key.seed).sign(text.encode())
    encoded = base64.b64encode(key.public.key_id + signature).decode()
    return f"{text}\n{_DASH}{key.name} {encoded}\n"


def says(note: str, statement: Statement) -> bool:
    """Tell whether a note says just this, without asking who signed it."""
    return note.startswith(f"{statement}\n{_DASH}")


def read_note(note: str) -> Statement:
    """Read what a note says, without asking who signed it."""
    text, between, signatures = note.rpartition("\n\n")
    if not between or not signatures.startswith(_DASH) or not signatures.endswith("\n"):
        raise NoteNotTrusted
    return Statement.parse(text + "\n")


def open_note(note: str, *, trusted: Iterable[PublicKey], alone: bool = False) -> Statement:
    """Read a note that one of these keys has signed; refuses any other.

    `alone` refuses further signatures too: nobody else signs the notes that we store.
    """
    statement = read_note(note)
    keys = {(key.name, key.key_id): key for key in trusted if key.name == statement.origin}
    lines = note.rpartition("\n\n")[2].removesuffix("\n").split("\n")
    if alone and len(lines) > 1:
        raise NoteNotTrusted
    for line in lines:
        name, _, encoded = line.removeprefix(_DASH).rpartition(" ")
        blob = _signature_bytes(encoded)
        key = keys.get((name, blob[:4]))
        if key and _is_signed(str(statement), signature=blob[4:], key=key):
            return statement
    raise NoteNotTrusted


def _signature_bytes(encoded: str) -> bytes:
    try:
        blob = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise NoteNotTrusted from None
    # Base64 has spare bits at its end; only one spelling of a signature is ours.
    if base64.b64encode(blob).decode() != encoded:
        raise NoteNotTrusted
    return blob


def note_hash(note: str) -> bytes:
    """Hash a whole note, signature included: what the next checkpoint names as the one before."""
    return hashlib.sha256(note.encode()).digest()


def _is_signed(text: str, *, signature: bytes, key: PublicKey) -> bool:
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True
