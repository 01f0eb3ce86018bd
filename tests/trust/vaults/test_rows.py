"""Rows with sealed columns: what saving, copying, loading and asking do."""

from collections.abc import Callable

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from forevar.trust.vaults import scope, sealing
from forevar.trust.vaults.models import SubjectKey
from tests.trust.vaults import rows
from tests.trust.vaults.rows import Note

pytestmark = pytest.mark.django_db
Read = Callable[[object], str]


def _again(note: Note) -> Note:
    return Note.objects.get(pk=note.pk)


def test_a_text_comes_back_as_it_was_written(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="Æ ø å\n\u2014 linje to", said="x" * 20_000)

    assert read(_again(note).told) == "Æ ø å\n\u2014 linje to"
    assert read(_again(note).said) == "x" * 20_000
    assert b"linje" not in rows.stored(note)


def test_before_it_is_saved_it_is_sealed_all_the_same(read: Read) -> None:
    note = Note(case="lonn-482", told="waiting")

    assert repr(note.told) == "<sealed sealing_tests.note.told>"
    assert read(note.told) == "waiting"


@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_text_is_stored_as_nothing(empty: str | None, read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told=empty)

    assert _again(note).told.is_set is False
    assert read(_again(note).told) == ""
    assert Note.objects.filter(told__isnull=True).count() == 1


def test_saving_bumps_the_version_and_seals_every_column_anew(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="first", said="same")
    before = rows.stored(note, "said")
    note.told = "second"
    note.save()

    assert _again(note).version == note.version == 2
    assert rows.stored(note, "said") != before
    assert (read(_again(note).told), read(_again(note).said)) == ("second", "same")
    assert (read(note.told), read(note.said)) == ("second", "same")


def test_update_fields_takes_all_sealed_columns_along(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="first", said="same")
    note.told, note.colour = "second", "blue"
    note.save(update_fields=["told"])

    fresh = _again(note)
    assert (fresh.version, fresh.colour) == (2, "")
    assert (read(fresh.told), read(fresh.said)) == ("second", "same")


def test_update_fields_without_a_sealed_column_leaves_them_alone(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="first")
    before = rows.stored(note)
    note.colour = "blue"
    note.save(update_fields=["colour"])

    assert (_again(note).version, _again(note).colour) == (1, "blue")
    assert rows.stored(note) == before
    assert read(_again(note).told) == "first"


def test_a_save_from_a_stale_copy_is_refused_and_loses_nothing(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="first")
    stale = _again(note)
    note.told = "second"
    note.save()
    stale.told = "third"

    with pytest.raises(sealing.RowChangedMeanwhile):
        stale.save()

    assert read(_again(note).told) == "second"
    assert stale.version == 1


def test_bulk_create_seals_with_two_queries_for_keys(read: Read) -> None:
    cases = [f"lonn-{number}" for number in range(100, 150)]
    keys = sealing.keys_in_hand(subjects=cases, create=["TEXT"])
    with CaptureQueriesContext(connection) as asked, keys:
        Note.objects.bulk_create(Note(case=c, told=f"about {c}") for c in cases)

    assert SubjectKey.objects.filter(key_class="TEXT").count() == 50
    assert len([q for q in asked if "subjectkey" in q["sql"].lower()]) == 2
    assert read(Note.objects.get(case="lonn-123").told) == "about lonn-123"


def test_a_whole_list_reads_with_one_query_however_many_children(read: Read) -> None:
    cases = [f"lonn-{number}" for number in range(100, 120)]
    with sealing.keys_in_hand(subjects=cases, create=["TEXT"]):
        Note.objects.bulk_create(Note(case=c, told=f"about {c}") for c in cases)

    with scope.disclosure_scope(surface="test"), CaptureQueriesContext(connection) as asked:
        notes = sealing.with_keys(Note.objects.order_by("case"), subject="case", key_class="TEXT")
        texts = [str(note.told) for note in notes]

    assert texts == [f"about {case}" for case in cases]
    assert len(asked) == 1


def test_keys_made_in_a_scope_serve_that_scope() -> None:
    with scope.disclosure_scope(surface="test"):
        with sealing.keys_in_hand(subjects=["lonn-482"], create=["TEXT"]):
            Note.objects.create(case="lonn-482", told="first")
        Note.objects.create(case="hegg-210", told="second")
        with CaptureQueriesContext(connection) as asked:
            texts = [str(note.told) for note in Note.objects.order_by("case")]

    assert texts == ["second", "first"]
    assert len(asked) == 1


def test_keys_in_hand_makes_no_second_key() -> None:
    for _ in range(2):
        with sealing.keys_in_hand(subjects=["lonn-482", "lonn-482"], create=["TEXT"]):
            Note.objects.create(case="lonn-482", told="words")

    assert SubjectKey.objects.count() == 1


def test_one_case_asks_for_its_key_once_in_an_output() -> None:
    Note.objects.bulk_create(Note(case="lonn-482", told=f"{n}", said="x") for n in range(10))

    with scope.disclosure_scope(surface="test"), CaptureQueriesContext(connection) as asked:
        for note in Note.objects.all():
            str(note.told)
            str(note.said)

    assert len(asked) == 2


def test_loading_a_deferred_column_brings_its_version(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="first", said="same")
    partial = Note.objects.defer("told").get(pk=note.pk)
    note.told = "second"
    note.save()

    assert read(partial.told) == "second"
    assert read(partial.said) == "same"


def test_refresh_from_db_reads_anew(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="first")
    stale = _again(note)
    note.told = "second"
    note.save()
    stale.refresh_from_db()
    stale.colour = "blue"
    stale.save()

    assert read(_again(note).told) == "second"
    assert _again(note).version == 3


def test_a_text_copied_to_a_new_row_is_sealed_for_the_new_row(read: Read) -> None:
    first = Note.objects.create(case="lonn-482", told="kept")
    second = Note.objects.create(case="lonn-482", told=_again(first).told)

    assert rows.stored(first) != rows.stored(second)
    assert read(_again(second).told) == "kept"


def test_a_failed_save_leaves_the_copy_as_it_was(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Note.objects.create(case="lonn-482", told="first")

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    note.told = "second"
    monkeypatch.setattr(models.Model, "save", fails)
    with pytest.raises(ZeroDivisionError):
        note.save()
    monkeypatch.undo()
    note.save()

    assert read(_again(note).told) == "second"
    assert _again(note).version == 2


@pytest.mark.parametrize(
    "ask",
    [
        lambda: list(Note.objects.filter(told="x")),
        lambda: list(Note.objects.filter(told__contains="x")),
        lambda: list(Note.objects.filter(told__in=["x"])),
        lambda: list(Note.objects.filter(told__gt="x")),
        lambda: Note.objects.update(told="x"),
        lambda: Note.objects.bulk_update([Note.objects.all()[0]], ["told"]),
    ],
    ids=["exact", "contains", "in", "gt", "update", "bulk_update"],
)
def test_a_sealed_column_cannot_be_sought_or_written_past_the_seal(
    ask: Callable[[], object],
) -> None:
    Note.objects.create(case="lonn-482", told="words")

    with pytest.raises((FieldError, scope.DisclosureRefused)):
        ask()


def test_it_cannot_be_dumped() -> None:
    note = Note.objects.create(case="lonn-482", told=rows.CANARY)

    with pytest.raises(scope.DisclosureRefused):
        serializers.serialize("json", [note])


def test_values_give_ciphertext_only() -> None:
    Note.objects.create(case="lonn-482", told=rows.CANARY)

    assert rows.CANARY.encode() not in b"".join(Note.objects.values_list("told", flat=True))


def test_validating_a_row_does_not_open_it() -> None:
    Note(case="lonn-482", colour="blue", told="words").full_clean()


@pytest.mark.parametrize("wrong", [b"bytes", 7, ["list"]])
def test_only_a_text_can_be_assigned(wrong: object) -> None:
    with pytest.raises(TypeError):
        Note(case="lonn-482", told=wrong)


def test_a_model_without_version_is_reported_and_refused() -> None:
    class Loose(models.Model):
        told = sealing.SealedTextField()

        class Meta:
            app_label = "sealing_tests"

    problems = Loose._meta.get_field("told").check()

    assert [problem.id for problem in problems] == ["vaults.E002"]
    assert Note._meta.get_field("told").check() == []
    with pytest.raises(TypeError):
        Loose._meta.get_field("told").pre_save(Loose(told="x"), True)


def test_a_migration_keeps_the_class() -> None:
    name, path, args, options = sealing.SealedTextField(key_class="REAL").deconstruct()

    assert (path, list(args), options) == (
        "forevar.trust.vaults.sealing.SealedTextField",
        [],
        {"key_class": "REAL"},
    )
    assert name is None
