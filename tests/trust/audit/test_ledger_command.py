"""`forevar ledger`: one sentence for the one who runs Førevar, and an exit code for their scripts."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from forevar.ops import ledger as command
from forevar.trust.audit import chain, diagnosis, fence, ledger, models, signing

Write = Callable[[int], None]

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command.ledger, arguments)


def test_a_whole_log_is_said_to_be_whole(own_key: Path, write_entries: Write) -> None:
    write_entries(5)
    ledger.sign()
    write_entries(2)

    found = run("verify")

    assert found.exit_code == 0
    assert (
        found.stdout
        == "Loggen er hel: 7 innførsler, 5 av dem dekket av et signert kontrollpunkt.\n"
    )


def test_one_entry_is_one_entry(own_key: Path, write_entries: Write) -> None:
    write_entries(1)

    assert run("verify").stdout.startswith("Loggen er hel: 1 innførsel, 0 av dem")


def test_the_first_bad_entry_is_named(own_key: Path, write_entries: Write) -> None:
    write_entries(9)
    ledger.sign()
    fence.lower_fence(connection)
    models.LedgerEntry.objects.filter(index__in=[4, 7]).update(leaf=b"something else")

    found = run("verify")

    assert found.exit_code == 1
    assert "Loggen er IKKE hel. Første gale innførsel: 4." in found.stderr
    assert "sperre mot endring" in found.stderr
    assert "something else" not in found.output


def test_every_finding_has_a_sentence(own_key: Path) -> None:
    reasons = {"entry", "checkpoint", "end", "known", "unsigned", "no_key"}

    assert set(command.FINDINGS) == reasons
    assert diagnosis.NOTHING.reason not in reasons


def test_a_checkpoint_is_printed_and_holds_against_the_log_later(
    own_key: Path, write_entries: Write, tmp_path: Path
) -> None:
    write_entries(6)
    note = run("checkpoint").stdout
    kept = tmp_path / "kept.note"
    kept.write_text(note, encoding="utf-8")
    write_entries(3)

    assert signing.open_note(note, trusted=signing.load_key(own_key).trusted).size == 6
    assert run("checkpoint").stdout != note
    assert run("verify", "--checkpoint", str(kept)).exit_code == 0

    fence.lower_fence(connection)
    models.Checkpoint.objects.all().delete()
    models.LedgerEntry.objects.all().delete()
    models.LedgerEnd.objects.all().delete()

    assert run("verify").exit_code == 0
    found = run("verify", "--checkpoint", str(kept))
    assert found.exit_code == 1
    assert "Første gale innførsel: 0." in found.stderr


def test_signing_again_with_nothing_new_prints_the_same_note(
    own_key: Path, write_entries: Write
) -> None:
    write_entries(3)

    assert run("checkpoint").stdout == run("checkpoint").stdout
    assert models.Checkpoint.objects.count() == 1


def test_refusals_are_one_kind_line(own_key: Path, tmp_path: Path, write_entries: Write) -> None:
    assert run("checkpoint").stderr == "Loggen er tom. Det er ingenting å signere ennå.\n"
    write_entries(1)
    assert run("proof", "0").stderr.startswith("Innførselen er ikke signert ennå.")
    strange = tmp_path / "strange.note"
    strange.write_text("not a note", encoding="utf-8")
    assert run("verify", "--checkpoint", str(strange)).stderr == "Signaturen stemmer ikke.\n"
    own_key.unlink()
    found = run("checkpoint")
    assert found.exit_code == 1
    assert found.stderr.startswith("Loggens nøkkel mangler.")


def test_a_database_that_cannot_be_read_is_said_so_without_a_traceback(own_key: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE audit_ledgerend")

    found = run("verify")

    assert found.exit_code == 1
    assert found.stderr.startswith("Loggen kan ikke leses.")


def test_a_case_is_shown_newest_first_and_the_look_is_entered(
    own_key: Path, write_entries: Write
) -> None:
    write_entries(7)

    lines = run("show", "--case", "lonn-482").stdout.splitlines()

    assert [line.split()[0] for line in lines] == ["7", "6", "3", "0"]
    assert lines[0].endswith("operator  Så hvem som har sett saken (Kontroll)")
    assert lines[1].endswith("actor-2  Så saksoversikten (Ansvar for saken)")
    older = run("show", "--case", "lonn-482", "--before", "6", "--limit", "1").stdout
    assert older.startswith("3  2026-11-21 12:00:03 UTC")


def test_a_proof_can_be_checked_without_our_database(own_key: Path, write_entries: Write) -> None:
    write_entries(11)
    ledger.sign()

    head, _, note = run("proof", "4").stdout.partition("\n\n")
    kind, extra, index, *path = head.splitlines()

    leaf = base64.b64decode(extra.removeprefix("extra "))
    statement = signing.open_note(note, trusted=signing.load_key(own_key).trusted)
    assert (kind, index) == ("c2sp.org/tlog-proof@v1", "index 4")
    assert b"actor-0" in leaf
    chain.check_inclusion(
        chain.leaf_hash(leaf),
        index=4,
        size=statement.size,
        proof=[base64.b64decode(one) for one in path],
        root=statement.root,
    )
