"""Looking after the class keys: make them, check them at every start, change them."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core import checks

from forevar.kernel import errors
from forevar.trust.vaults import keyfile, sealing, subjectkeys


class NoSuchClass(errors.DomainError):
    """There are four classes of keys, and this is none of them."""

    code: ClassVar[str] = "no_such_class"
    text = "The classes are REAL, COVER, WHERE and TEXT."


def init(*, demo: bool) -> Path:
    """Make the first keys; refuses to replace any, since what they sealed would be lost."""
    return keyfile.create(sealing.new_keys(demo=demo))


def keys_fit_the_mode(**_: Any) -> Sequence[checks.CheckMessage]:
    """Answer Django's system check: refuse to start on missing, open or demonstration keys."""
    problems = sealing.check_keys(settings.FOREVAR_MODE)
    return [checks.Error(problem, id="vaults.E001") for problem in problems]


def rotate(key_class: str) -> int:
    """Give a class a new primary key and wrap every data key anew; tells how many.

    The old key stays in the file: what another process wrapped a moment ago is still read.
    """
    if key_class not in sealing.CLASSES:
        raise NoSuchClass
    keys = keyfile.read()
    keyset = json.loads(keys.keysets[key_class])
    fresh = json.loads(sealing.new_keys(demo=keys.demo).keysets[key_class])
    keyset["key"].extend(fresh["key"])
    keyset["primaryKeyId"] = fresh["primaryKeyId"]
    keyfile.replace(keyfile.ClassKeys(keys.demo, {**keys.keysets, key_class: json.dumps(keyset)}))
    return subjectkeys.wrap_anew(key_class, again=partial(_again, key_class))


def _again(key_class: str, subject: str, wrapped: bytes) -> bytes:
    return sealing.wrap_again(key_class, subject=subject, wrapped=wrapped)
