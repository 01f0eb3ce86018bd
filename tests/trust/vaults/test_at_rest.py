"""Nothing sealed lies in the database file in any form that could be searched."""

import base64

import pytest
from django.db import connection

from tests.trust.vaults.rows import CANARY, OTHER_CANARY, Note, PlainNote

WORDS = (CANARY, OTHER_CANARY, "Kanarivegen 17", "Nåleskogen ungdomshjem")


def _forms(word: str) -> dict[str, bytes]:
    """Give a text as it could lie in a file: encodings, hex, and base64 at every offset."""
    forms = {
        "utf-8": word.encode(),
        "utf-16-le": word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
        "latin-1": word.encode("latin-1"),
        "lower case": word.lower().encode(),
        "upper case": word.upper().encode(),
        "hex": word.encode().hex().encode(),
        "upper-case hex": word.encode().hex().upper().encode(),
        "reversed": word.encode()[::-1],
        "json": word.encode("ascii", "backslashreplace"),
    }
    for offset in range(3):
        coded = base64.b64encode(b"x" * offset + word.encode())
        forms[f"base64 at {offset}"] = coded[4 if offset else 0 : len(coded) - 4]
    return forms


def hits(raw: bytes, *, words: tuple[str, ...] = WORDS) -> list[str]:
    """Name every form of every word that is found in the bytes."""
    return [
        f"{number}: {name}"
        for number, word in enumerate(words)
        for name, form in _forms(word).items()
        if form in raw
    ]


def _file() -> bytes:
    """Give the whole database as the bytes of its file."""
    connection.ensure_connection()
    return bytes(connection.connection.serialize())


sqlite_only = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="reads the file that SQLite keeps"
)


@sqlite_only
@pytest.mark.django_db
def test_the_file_holds_no_sealed_text_in_any_form() -> None:
    note = Note.objects.create(case="lonn-482", told=WORDS[0], said=WORDS[1])
    Note.objects.create(case="lonn-482", told=f"{WORDS[2]}\n{WORDS[3]}")
    note.told = WORDS[2]
    note.save()
    Note.objects.filter(pk=note.pk).delete()

    raw = _file()

    assert len(raw) > 10_000
    assert hits(raw) == []


@sqlite_only
@pytest.mark.django_db
def test_a_clear_text_column_is_found() -> None:
    """Positive control: plant the same words in clear and see the scan find every one."""
    PlainNote.objects.create(words=" ".join(WORDS))

    found = hits(_file())

    assert {hit for hit in found if hit.endswith(": utf-8")} == {f"{n}: utf-8" for n in range(4)}


@pytest.mark.parametrize("word", WORDS)
def test_the_scan_knows_every_form_it_looks_for(word: str) -> None:
    """Positive control: each form is found when it is there."""
    for name, form in _forms(word).items():
        assert f"0: {name}" in hits(b"\x00 " + form + b" \xff", words=(word,))
    for offset in range(3):
        coded = base64.b64encode(b"x" * offset + word.encode() + b"tail")
        assert hits(coded, words=(word,))
