"""Keys in their files, and notes that only our key can have signed."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.trust.audit import signing

# The example that the note format has been published with from the first.
PUBLISHED_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLISHED_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PUBLISHED_SIGNATURE = (
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)

STATEMENT = signing.Statement("forevar/ledger", 300, b"r" * 32, b"p" * 32)


@pytest.fixture
def key(tmp_path: Path) -> signing.SigningKey:
    return signing.new_key(tmp_path / "ledger.key")


def written(path: Path, text: str, *, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_the_published_note_comes_out(tmp_path: Path) -> None:
    key = signing.load_key(written(tmp_path / "key", PUBLISHED_PRIVATE + "\n"))

    assert str(key.public) == PUBLISHED_PUBLIC
    assert signing.sign_text(PUBLISHED_TEXT, key=key) == (
        f"{PUBLISHED_TEXT}\n\u2014 PeterNeumann {PUBLISHED_SIGNATURE}\n"
    )


def test_a_signed_statement_opens_and_reads_as_written(key: signing.SigningKey) -> None:
    note = signing.sign(STATEMENT, key=key)

    assert note.startswith("forevar/ledger\n300\ncnJycnJy")
    assert signing.open_note(note, trusted=key.trusted, alone=True) == STATEMENT
    assert signing.says(note, STATEMENT)


def test_another_key_of_the_same_name_is_not_trusted(
    key: signing.SigningKey, tmp_path: Path
) -> None:
    other = signing.new_key(tmp_path / "other.key")

    with pytest.raises(signing.NoteNotTrusted):
        signing.open_note(signing.sign(STATEMENT, key=other), trusted=key.trusted)


def test_a_statement_of_another_log_is_not_trusted(key: signing.SigningKey) -> None:
    note = signing.sign(signing.Statement("somebody/else", 300, b"r" * 32), key=key)

    with pytest.raises(signing.NoteNotTrusted):
        signing.open_note(note, trusted=key.trusted)


@given(st.data())
def test_no_changed_note_is_trusted(data: st.DataObject) -> None:
    key = signing.SigningKey("forevar/ledger", b"s" * 32)
    note = signing.sign(STATEMENT, key=key)
    at = data.draw(st.integers(0, len(note) - 1))
    letter = data.draw(st.characters())
    changed = note[:at] + letter + note[at + 1 :]

    if changed == note:
        assert signing.open_note(changed, trusted=key.trusted, alone=True) == STATEMENT
    else:
        with pytest.raises(signing.NoteNotTrusted):
            signing.open_note(changed, trusted=key.trusted, alone=True)


def test_a_witness_may_sign_beside_us_but_not_in_what_we_store(key: signing.SigningKey) -> None:
    note = signing.sign(STATEMENT, key=key) + "\u2014 witness.example AAAAAAAA\n"

    assert signing.open_note(note, trusted=key.trusted) == STATEMENT
    with pytest.raises(signing.NoteNotTrusted):
        signing.open_note(note, trusted=key.trusted, alone=True)


@pytest.mark.parametrize(
    "text", ["", "one line", "forevar/ledger\nmany\nAA==\n", "forevar/ledger\n01\ncnI=\n"]
)
def test_what_is_no_statement_is_refused(text: str) -> None:
    with pytest.raises(signing.NoteNotTrusted):
        signing.Statement.parse(text)


def test_the_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "ledger.key"

    made = signing.new_key(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert signing.load_key(path) == made
    assert "seed" not in repr(made)


def test_a_key_is_never_replaced_by_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "ledger.key"
    made = signing.new_key(path)

    with pytest.raises(signing.KeyExists):
        signing.new_key(path)

    assert signing.load_key(path) == made


def test_a_missing_key_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(signing.KeyNotFound):
        signing.load_key(tmp_path / "ledger.key")


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.key"
    signing.new_key(path)
    path.chmod(0o640)

    with pytest.raises(signing.KeyNotUsable):
        signing.load_key(path)


def test_a_demo_key_is_marked_and_refused_in_production(tmp_path: Path) -> None:
    path = tmp_path / "ledger.key"
    made = signing.new_key(path, demo=True)

    assert made.is_demo
    assert made.name == "forevar-demo/ledger"
    assert signing.load_key(path) == made
    with pytest.raises(signing.KeyNotUsable):
        signing.load_key(path, production=True)


def test_a_key_for_production_is_not_marked_as_demo(tmp_path: Path) -> None:
    path = tmp_path / "ledger.key"
    signing.new_key(path)

    assert not signing.load_key(path, production=True).is_demo


@pytest.mark.parametrize("name", ["a b", "a+b", "x" * 61, "forevar-demo/ledger"])
def test_a_name_that_cannot_stand_in_a_note_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(signing.KeyNotUsable):
        signing.new_key(tmp_path / "ledger.key", name=name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "blåbær",
        PUBLISHED_PRIVATE.replace("c74f20a3", "c74f20a4"),
        PUBLISHED_PRIVATE.replace("PRIVATE", "PUBLIC"),
        PUBLISHED_PRIVATE[:-4],
        PUBLISHED_PRIVATE[:-1] + "!",
        f"{PUBLISHED_PRIVATE}\n{PUBLISHED_PUBLIC.replace('c74f20a3', 'c74f20a4')}",
        f"{PUBLISHED_PRIVATE}\nnonsense",
    ],
)
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(signing.KeyNotUsable):
        signing.load_key(written(tmp_path / "ledger.key", text))


def test_after_a_rotation_the_old_signatures_still_count(tmp_path: Path) -> None:
    path = tmp_path / "ledger.key"
    old_note = signing.sign(STATEMENT, key=signing.new_key(path))

    fresh = signing.rotate_key(path)
    again = signing.rotate_key(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert signing.load_key(path) == again
    assert again.retired[0] == fresh.public
    assert signing.open_note(old_note, trusted=again.trusted) == STATEMENT
    assert not path.with_suffix(".new").exists()
