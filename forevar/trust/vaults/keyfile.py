"""The file (or the environment variable) that the class keys come from. No cryptography here.

The file is JSON: whether the keys are for demonstration, and one Tink keyset per class. Whoever
reads it reads everything, so it is refused unless only its owner may touch it.
"""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings

from forevar.kernel import errors

FORMAT = 1
VARIABLE = "FOREVAR_KEYS"
NOTHING: tuple[Any, ...] = ("missing",)
"""The stamp of no keys at all."""


class KeysMissing(errors.DomainError):
    """There are no keys, so nothing can be sealed or read."""

    code: ClassVar[str] = "keys_missing"
    text = (
        "There are no keys. Run `forevar keys init` (or `forevar keys init --demo`), or set "
        "FOREVAR_KEYS or FOREVAR_KEYS_FILE."
    )


class KeysTooOpen(errors.DomainError):
    """Others than the owner may read or change the key file."""

    code: ClassVar[str] = "keys_too_open"
    text = "The key file can be read by others. Run `chmod 600` on it, and change the keys."


class KeysUnreadable(errors.DomainError):
    """The keys are not in the form that `forevar keys init` writes."""

    code: ClassVar[str] = "keys_unreadable"
    text = "The keys cannot be read. Restore them from a copy; never make new ones over old data."


class KeysAlreadyThere(errors.DomainError):
    """A key file exists, and overwriting it would lose everything sealed with it."""

    code: ClassVar[str] = "keys_already_there"
    text = "There is a key file already. It is kept: new keys would make everything unreadable."


class KeysNotOurs(errors.DomainError):
    """The keys come from the environment, so this command cannot change them."""

    code: ClassVar[str] = "keys_not_ours"
    text = "The keys come from FOREVAR_KEYS. Move them to a file before they are changed here."


@dataclass(frozen=True, slots=True)
class ClassKeys:
    """One Tink keyset (as JSON) per class, and whether they are for demonstration only."""

    demo: bool
    keysets: Mapping[str, str]


def path() -> Path:
    """Tell where the key file is, or would be."""
    elsewhere = os.environ.get(f"{VARIABLE}_FILE")
    return Path(elsewhere) if elsewhere else Path(settings.FOREVAR_VAR) / "keys.json"


def stamp() -> tuple[Any, ...]:
    """Give something that changes whenever the keys do; cheap enough to ask every time."""
    text = os.environ.get(VARIABLE)
    if text:
        return (VARIABLE, hash(text))
    try:
        seen = path().stat()
    except FileNotFoundError:
        return NOTHING
    return (str(path()), seen.st_mtime_ns, seen.st_ino, seen.st_mode)


def read() -> ClassKeys:
    """Read the keys from the variable or the file; refuses a file that others may touch."""
    text = os.environ.get(VARIABLE)
    if text:
        return _parsed(text)
    try:
        with path().open(encoding="utf-8") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise KeysTooOpen
            return _parsed(file.read())
    except FileNotFoundError:
        raise KeysMissing from None


def create(keys: ClassKeys) -> Path:
    """Write a first key file, readable by its owner only; refuses to replace one."""
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeysAlreadyThere from None
    _write(handle, keys)
    return target


def replace(keys: ClassKeys) -> Path:
    """Put changed keys in place of the old in one step: after a power cut there is one or the other."""
    if os.environ.get(VARIABLE):
        raise KeysNotOurs
    target = path()
    draft = target.with_suffix(".new")
    draft.unlink(missing_ok=True)
    _write(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), keys)
    draft.replace(target)
    _sync_folder(target.parent)
    return target


def _write(handle: int, keys: ClassKeys) -> None:
    content = {
        "format": FORMAT,
        "demo": keys.demo,
        "keysets": {name: json.loads(text) for name, text in sorted(keys.keysets.items())},
    }
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _parsed(text: str) -> ClassKeys:
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise KeysUnreadable
        keysets = {str(name): json.dumps(keyset) for name, keyset in content["keysets"].items()}
        return ClassKeys(demo=bool(content["demo"]), keysets=keysets)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeysUnreadable from None
