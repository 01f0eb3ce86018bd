"""The keys: closed to others, marked when for demonstration, changed without loss, destroyed for good."""

import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_django
from django.db import transaction

from forevar.kernel import refs
from forevar.trust.audit import ledger
from forevar.trust.vaults import keyfile, keyring, scope, sealing, subjectkeys
from forevar.trust.vaults.models import SubjectKey
from tests.trust.vaults import rows
from tests.trust.vaults.rows import Note

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
BY = "iiiiiiiiiiiiiiiiiiiiiQ"
Read = Callable[[object], str]


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to keep keys in."""
    path = tmp_path / "keys.json"
    monkeypatch.setenv("FOREVAR_KEYS_FILE", str(path))
    return path


def test_init_makes_a_file_only_the_owner_can_touch(key_file: Path) -> None:
    keyring.init(demo=False)

    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert sorted(keyfile.read().keysets) == ["COVER", "REAL", "TEXT", "WHERE"]
    assert sealing.check_keys("production") == []


def test_init_never_replaces_keys(key_file: Path) -> None:
    keyring.init(demo=False)
    before = key_file.read_bytes()

    with pytest.raises(keyfile.KeysAlreadyThere):
        keyring.init(demo=True)

    assert key_file.read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o700 | 0o044])
def test_a_file_others_may_read_is_refused(mode: int, key_file: Path) -> None:
    keyring.init(demo=False)
    key_file.chmod(mode)

    with pytest.raises(keyfile.KeysTooOpen):
        keyfile.read()
    assert "chmod 600" in sealing.check_keys("production")[0]


def test_demo_keys_are_marked_and_refused_in_production(key_file: Path) -> None:
    keyring.init(demo=True)

    assert json.loads(key_file.read_text())["demo"] is True
    assert sealing.check_keys("demo") == []
    assert "demonstration" in sealing.check_keys("production")[0]


def test_missing_keys_stop_the_start_with_the_cure(key_file: Path) -> None:
    assert not key_file.exists()
    assert "forevar keys init" in sealing.check_keys("production")[0]
    assert "forevar keys init" in sealing.check_keys("demo")[0]
    assert sealing.check_keys("test") == []


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"format": 2, "demo": false, "keysets": {}}',
     '{"format": 1, "demo": false, "keysets": {"REAL": {}}}'],
)  # fmt: skip
def test_a_broken_key_file_is_refused_without_repeating_it(content: str, key_file: Path) -> None:
    key_file.write_text(content)
    key_file.chmod(0o600)

    problems = sealing.check_keys("demo")

    assert problems == [keyfile.KeysUnreadable.text]


def test_the_system_check_says_the_same(key_file: Path, settings: pytest_django.Settings) -> None:
    settings.FOREVAR_MODE = "production"
    assert [problem.id for problem in keyring.keys_fit_the_mode()] == ["vaults.E001"]

    keyring.init(demo=False)
    assert keyring.keys_fit_the_mode() == []


@pytest.mark.django_db
def test_keys_may_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, key_file: Path, read: Read
) -> None:
    keyring.init(demo=False)
    text = key_file.read_text()
    key_file.unlink()
    monkeypatch.setenv("FOREVAR_KEYS", text)

    note = Note.objects.create(case="lonn-482", told="words")

    assert read(Note.objects.get(pk=note.pk).told) == "words"
    with pytest.raises(keyfile.KeysNotOurs):
        keyring.rotate("TEXT")


@pytest.mark.django_db
def test_other_keys_open_nothing(key_file: Path, read: Read) -> None:
    keyring.init(demo=False)
    note = Note.objects.create(case="lonn-482", told="words")
    key_file.unlink()
    keyring.init(demo=False)
    sealing._data_key.cache_clear()

    with pytest.raises(sealing.SealBroken):
        read(Note.objects.get(pk=note.pk).told)


@pytest.mark.django_db
def test_rotation_wraps_every_key_anew_and_loses_nothing(key_file: Path, read: Read) -> None:
    keyring.init(demo=False)
    notes = [Note.objects.create(case=f"lonn-{n}", told=f"{n}") for n in range(100, 103)]
    before = dict(SubjectKey.objects.values_list("subject", "wrapped"))

    assert keyring.rotate("TEXT") == 3

    after = dict(SubjectKey.objects.values_list("subject", "wrapped"))
    assert all(bytes(after[subject]) != bytes(before[subject]) for subject in before)
    assert len(json.loads(keyfile.read().keysets["TEXT"])["key"]) == 2
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    sealing._data_key.cache_clear()
    assert [read(Note.objects.get(pk=n.pk).told) for n in notes] == ["100", "101", "102"]


@pytest.mark.django_db
def test_a_key_wrapped_under_the_old_one_is_still_read(key_file: Path, read: Read) -> None:
    """Another process may have wrapped a key just before the new one came into use."""
    keyring.init(demo=False)
    note = Note.objects.create(case="lonn-482", told="words")
    old = bytes(SubjectKey.objects.get().wrapped)
    keyring.rotate("TEXT")
    SubjectKey.objects.update(wrapped=old)
    sealing._data_key.cache_clear()

    assert read(Note.objects.get(pk=note.pk).told) == "words"


def test_there_is_no_fifth_class(key_file: Path) -> None:
    keyring.init(demo=False)

    with pytest.raises(keyring.NoSuchClass):
        keyring.rotate("LINK")


def test_a_changed_file_is_seen_without_a_restart(key_file: Path) -> None:
    keyring.init(demo=True)
    assert sealing.check_keys("production") != []
    key_file.unlink()
    keyring.init(demo=False)
    os.utime(key_file)

    assert sealing.check_keys("production") == []


# ── destroying ───────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_destroyed_keys_take_effect_at_once_and_read_as_deleted(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told=rows.CANARY)
    other = Note.objects.create(case="hegg-210", told="stays")
    assert read(note.told) == rows.CANARY

    assert sealing.destroy_keys("lonn-482", by=BY, at=AT, case="lonn-482") == 1

    assert read(note.told) == "slettet"
    assert read(Note.objects.get(pk=note.pk).told) == "slettet"
    assert Note.objects.get(pk=note.pk).told.is_set
    assert read(Note.objects.get(pk=other.pk).told) == "stays"
    assert not SubjectKey.objects.filter(subject="lonn-482").exists()


@pytest.mark.django_db
def test_destroying_leaves_a_tombstone_in_the_ledger() -> None:
    Note.objects.create(case="lonn-482", told="words")
    sealing.destroy_keys("lonn-482", by=BY, at=AT, case="lonn-482")

    entry = ledger.entries(action_prefix="vaults.keys_destroyed")[0]
    assert (entry.actor, entry.case, entry.subject) == (BY, "lonn-482", "lonn-482")
    assert entry.details["classes"] == ["TEXT"]


@pytest.mark.django_db
def test_nothing_new_is_sealed_for_a_destroyed_subject() -> None:
    note = Note.objects.create(case="lonn-482", told="words")
    sealing.destroy_keys("lonn-482", by=BY, at=AT)

    def in_bulk() -> None:
        with sealing.keys_in_hand(subjects=["lonn-482"], create=["TEXT"]):
            Note.objects.bulk_create([Note(case="lonn-482", told="more")])

    note.said = "more"
    for write in (lambda: Note.objects.create(case="lonn-482", told="more"), note.save, in_bulk):
        with pytest.raises(subjectkeys.KeysDestroyed), transaction.atomic():
            write()


@pytest.mark.django_db
def test_destroying_inside_an_open_output_counts_too(read: Read) -> None:
    note = Note.objects.create(case="lonn-482", told="words")
    with scope.disclosure_scope(surface="test"):
        assert str(note.told) == "words"
        sealing.destroy_keys("lonn-482", by=BY, at=AT)
        assert str(Note.objects.get(pk=note.pk).told) == "slettet"


@pytest.mark.django_db
def test_an_old_wrapped_key_put_back_would_open_again_and_says_why_backups_need_cleansing(
    read: Read,
) -> None:
    """A restored backup brings the key back: this is what the tombstone in the ledger is for."""
    note = Note.objects.create(case="lonn-482", told="words")
    wrapped = bytes(SubjectKey.objects.get().wrapped)
    sealing.destroy_keys("lonn-482", by=BY, at=AT)
    SubjectKey.objects.create(subject="lonn-482", key_class="TEXT", wrapped=wrapped)

    assert read(Note.objects.get(pk=note.pk).told) == "words"


def test_a_key_row_has_room_for_the_longest_case_code() -> None:
    longest = str(refs.CaseRef("a" * 24 + "-1000"))

    assert (SubjectKey._meta.get_field("subject").max_length or 0) >= len(longest)
