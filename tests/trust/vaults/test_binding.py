"""A sealed value can be read in its own place only: every swap, rollback and altered bit is seen."""

import itertools
from collections.abc import Callable

import pytest
from django.db import connection

from forevar.trust.vaults import scope, sealing
from forevar.trust.vaults.models import SubjectKey
from tests.trust.vaults import rows
from tests.trust.vaults.rows import Note

pytestmark = pytest.mark.django_db
Read = Callable[[object], str]


def _places() -> list[tuple[Note, str]]:
    """Two children, two rows each, two columns each: eight places."""
    notes = [
        Note.objects.create(case=case, told=f"told {case} {n}", said=f"said {case} {n}")
        for case in ("lonn-482", "hegg-210")
        for n in (1, 2)
    ]
    return [(note, column) for note in notes for column in ("told", "said")]


def _is_rejected(note: Note, column: str, read: Read) -> bool:
    try:
        read(getattr(Note.objects.get(pk=note.pk), column))
    except sealing.SealBroken:
        return True
    return False


def test_every_swap_between_columns_rows_and_children_is_rejected(read: Read) -> None:
    places = _places()
    pairs = list(itertools.permutations(places, 2))

    rejected = 0
    for (source, source_column), (target, column) in pairs:
        own = rows.stored(target, column)
        rows.put(target, rows.stored(source, source_column), column)
        rejected += _is_rejected(target, column, read)
        rows.put(target, own, column)

    assert rejected == len(pairs) == 56
    for note, column in places:
        assert not _is_rejected(note, column, read)


def test_an_older_version_put_back_is_rejected(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="first", said="same")
    first = {column: rows.stored(note, column) for column in ("told", "said")}
    note.told = "second"
    note.save()
    own = {column: rows.stored(note, column) for column in ("told", "said")}

    for column in ("told", "said"):
        rows.put(note, first[column], column)
        assert _is_rejected(note, column, read)
        rows.put(note, own[column], column)
        assert not _is_rejected(note, column, read)


def test_another_version_number_on_the_row_is_rejected(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="first")
    Note.objects.filter(pk=note.pk).update(version=7)

    assert _is_rejected(note, "told", read)


def test_every_altered_byte_is_rejected(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="secret words")
    whole = rows.stored(note)

    rejected = 0
    for place in range(len(whole)):
        bent = bytearray(whole)
        bent[place] ^= 1 << (place % 8)
        rows.put(note, bytes(bent))
        rejected += _is_rejected(note, "told", read)

    assert rejected == len(whole)


@pytest.mark.parametrize("cut", [b"", b"\x00", b"not a ciphertext at all"])
def test_rubbish_is_rejected(cut: bytes, read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="secret words")
    rows.put(note, cut or rows.stored(note)[:-1])

    assert _is_rejected(note, "told", read)


def test_the_key_of_another_child_or_class_is_rejected(read: Read) -> None:
    mine = Note.objects.create(case="lonn-482", told="mine")
    Note.objects.create(case="hegg-210", told="theirs")
    keys = {key.subject: bytes(key.wrapped) for key in SubjectKey.objects.all()}
    SubjectKey.objects.filter(subject="lonn-482").update(wrapped=keys["hegg-210"])

    assert _is_rejected(mine, "told", read)


def test_a_row_moved_to_another_case_is_rejected(read: Read) -> None:
    mine = Note.objects.create(case="lonn-482", told="mine")
    Note.objects.create(case="hegg-210", told="theirs")
    Note.objects.filter(pk=mine.pk).update(case="hegg-210")

    assert _is_rejected(mine, "told", read)


def test_the_parts_of_a_place_cannot_run_into_each_other() -> None:
    assert sealing._bound_to("ab", "c") != sealing._bound_to("a", "bc")
    assert sealing._bound_to("a", "") != sealing._bound_to("", "a")
    field = Note._meta.get_field("told")
    assert isinstance(field, sealing.SealedTextField)
    table = Note._meta.db_table
    whole = sealing._bound_to("TEXT", table, "told", "row", "7")
    assert field.place("row", version=7) == whole


def test_without_the_binding_a_swap_would_go_unseen(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Positive control: plant the defect (nothing bound) and see the swaps get through."""
    monkeypatch.setattr(sealing.SealedTextField, "place", lambda *_, **__: b"")
    places = [place for place in _places() if place[0].case == "lonn-482"]

    (source, source_column), (target, column) = places[0], places[-1]
    rows.put(target, rows.stored(source, source_column), column)

    assert not _is_rejected(target, column, read)


def test_a_broken_seal_tells_nothing_of_what_it_held(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told=rows.CANARY)
    rows.put(note, rows.stored(note)[:-1] + b"\x00")

    with pytest.raises(sealing.SealBroken) as broken:
        read(Note.objects.get(pk=note.pk).told)

    assert rows.CANARY not in f"{broken.value!r}{broken.value.text}"
    assert broken.value.__cause__ is None
    assert "SELECT" not in str(connection.queries)


def test_a_name_cannot_be_moved_into_a_column_of_another_class() -> None:
    name = scope.Sealed(
        lambda: rows.CANARY,
        classes=frozenset({"REAL"}),
        subject="lonn-482",
        field="given_name",
        is_set=True,
    )

    with pytest.raises(scope.DisclosureRefused):
        Note.objects.create(case="lonn-482", told=name)
