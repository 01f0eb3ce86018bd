"""Whatever is done to the log in its database, verifying sees it and names the first bad entry."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet

from forevar.trust.audit import chain, diagnosis, fence, ledger, models, rows, signing, verification
from tests.trust.audit import tampering

Write = Callable[[int], None]

SIZE, SIGNED, ROUNDS = 24, 17, 110
ON_ENTRIES = [
    "flip_a_bit",
    "change_a_column",
    "change_the_details",
    "shorten_or_lengthen",
    "renumber",
    "delete",
    "delete_and_close_the_gap",
    "insert",
    "forge_one_after_the_end",
    "swap",
    "cut_the_tail_off",
    "cut_the_tail_off_clumsily",
    "write_the_rest_anew",
]
ON_CHECKPOINTS = [
    "write_all_anew_and_sign_with_another_key",
    "sign_the_latest_with_another_key",
    "change_a_checkpoint",
    "move_a_checkpoint",
    "delete_a_checkpoint",
]
ON_THE_END = ["change_the_end", "delete_the_end"]


@pytest.fixture
def log(own_key: Path, write_entries: Write) -> tampering.Log:
    """A log of 24 entries, 17 of them signed in two checkpoints, with the fence down."""
    write_entries(9)
    ledger.sign()
    write_entries(SIGNED - 9)
    ledger.sign()
    write_entries(SIZE - SIGNED)
    fence.lower_fence(connection)
    return tampering.Log(size=SIZE, signed=SIGNED)


@dataclass(frozen=True)
class Outcome:
    verdict: ledger.Verdict
    changed: bool
    first_difference: int | None


def tamper(log: tampering.Log, deed: str, *, seed: int) -> Outcome:
    """Do it, ask the ledger and the oracle, and undo it."""
    before = tampering.read_everything()
    with transaction.atomic():
        getattr(log, deed)(random.Random(f"{deed} {seed}"))
        after = tampering.read_everything()
        verdict = ledger.verify()
        transaction.set_rollback(True)
    assert tampering.read_everything() == before
    return Outcome(verdict, before != after, tampering.first_difference(before[0], after[0]))


@pytest.mark.django_db
def test_the_untouched_log_is_whole_for_ledger_and_oracle(log: tampering.Log) -> None:
    verdict = ledger.verify()

    assert verdict.is_whole
    assert (verdict.size, verdict.signed, verdict.checkpoints) == (log.size, log.signed, 2)
    first = tampering.read_everything()
    assert tampering.first_difference(first[0], tampering.read_everything()[0]) is None
    assert len(first[0]) == log.size


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ON_ENTRIES)
def test_every_change_of_an_entry_is_seen_and_named(log: tampering.Log, deed: str) -> None:
    seen = 0
    for seed in range(ROUNDS):
        outcome = tamper(log, deed, seed=seed)
        if not outcome.changed:
            continue
        seen += 1
        assert not outcome.verdict.is_whole, (deed, seed)
        assert outcome.verdict.reason == "entry", (deed, seed)
        assert outcome.verdict.first_bad == outcome.first_difference, (deed, seed)
    assert seen > ROUNDS * 0.9


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ON_CHECKPOINTS + ON_THE_END)
def test_every_change_of_what_guards_them_is_seen(log: tampering.Log, deed: str) -> None:
    for seed in range(ROUNDS):
        outcome = tamper(log, deed, seed=seed)
        assert outcome.changed
        assert not outcome.verdict.is_whole, (deed, seed)
        if outcome.first_difference is None and deed in ON_CHECKPOINTS:
            assert outcome.verdict.bad_checkpoint is not None, (deed, seed)


def test_these_are_more_than_two_thousand_mutations() -> None:
    deeds = {name for name in vars(tampering.Log) if not name.startswith("_")} - {"size", "signed"}

    assert set(ON_ENTRIES + ON_CHECKPOINTS + ON_THE_END) == deeds
    assert ROUNDS * len(deeds) >= 2000


@pytest.mark.django_db
def test_control_a_verifier_that_looks_at_half_the_bytes_is_caught(
    log: tampering.Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = chain.leaf_hashes
    known = {raw[:210]: honest([raw])[0] for raw in rows.leaves(0, log.size)}
    monkeypatch.setattr(
        chain, "leaf_hashes", lambda leaves: [known.get(raw[:210], bytes(32)) for raw in leaves]
    )

    verdicts = [tamper(log, "shorten_or_lengthen", seed=seed).verdict for seed in range(40)]

    assert any(verdict.is_whole for verdict in verdicts)


@pytest.mark.django_db
def test_a_tail_cut_off_with_its_checkpoint_shows_only_against_a_note_kept_elsewhere(
    log: tampering.Log,
) -> None:
    kept = models.Checkpoint.objects.latest("number").note
    models.LedgerEntry.objects.filter(index__gte=9).delete()
    models.Checkpoint.objects.filter(number=2).delete()
    latest = chain.leaf_hash(rows.leaves(8, 9)[0])
    models.LedgerEnd.objects.update(size=9, latest=latest, checkpoints=1)

    assert ledger.verify().is_whole
    assert ledger.verify(known=[kept]).first_bad == 9


@pytest.mark.django_db
def test_a_log_signed_anew_by_a_thief_of_the_key_shows_against_a_note_kept_elsewhere(
    log: tampering.Log,
) -> None:
    kept_before, kept = (row.note for row in models.Checkpoint.objects.order_by("number"))
    models.Checkpoint.objects.all().delete()
    log.signed = log.size
    between = next(n for n in range(999) if 9 <= random.Random(n).randrange(SIZE) < SIGNED)
    log.write_the_rest_anew(random.Random(between))
    models.LedgerEnd.objects.update(checkpoints=0)
    ledger.sign()

    assert ledger.verify().is_whole
    assert ledger.verify(known=[kept_before]).is_whole
    assert ledger.verify(known=[kept_before, kept]).reason == "known"


@pytest.mark.django_db
def test_an_end_that_lies_about_a_signed_log_is_seen(log: tampering.Log) -> None:
    ledger.sign()
    models.LedgerEnd.objects.update(latest=b"l" * 32)

    assert ledger.verify().reason == "end"


@pytest.mark.django_db
def test_the_first_entry_after_a_checkpoint_must_follow_it(log: tampering.Log) -> None:
    raw = rows.leaves(SIGNED, SIGNED + 1)[0]
    models.LedgerEntry.objects.filter(index=SIGNED).update(leaf=b"0" * 64 + raw[64:])

    assert ledger.verify().first_bad == SIGNED


@pytest.mark.django_db
def test_an_honest_note_kept_elsewhere_agrees(log: tampering.Log) -> None:
    kept = [row.note for row in models.Checkpoint.objects.all()]

    assert ledger.verify(known=kept).is_whole
    with pytest.raises(signing.NoteNotTrusted):
        ledger.verify(known=[kept[0].replace("9\n", "8\n")])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "change"),
    [
        (models.LedgerEntry.objects.filter(index=20), {"leaf": b"something else"}),
        (models.LedgerEntry.objects.filter(index=20), {"index": 30}),
        (models.LedgerEnd.objects.all(), {"latest": b"l" * 32}),
        (models.LedgerEnd.objects.all(), {"size": 5}),
        (models.Checkpoint.objects.filter(number=2), {"edge": b"e" * 64}),
        (models.Checkpoint.objects.filter(number=2), {"edge": b"e" * 32}),
        (models.Checkpoint.objects.filter(number=2), {"hashes": b"h" * 32}),
        (models.Checkpoint.objects.filter(number=2), {"note": "not a note"}),
    ],
)
def test_nothing_is_signed_over_a_change(
    log: tampering.Log, row: QuerySet[Model], change: dict[str, object]
) -> None:
    assert row.update(**change) == 1

    with pytest.raises((rows.LedgerIsBroken, signing.NoteNotTrusted)):
        ledger.sign()

    assert models.Checkpoint.objects.count() == 2


@pytest.mark.django_db
def test_without_its_key_a_signed_log_cannot_be_called_whole(
    log: tampering.Log, own_key: Path
) -> None:
    own_key.unlink()

    assert ledger.verify().reason == "no_key"


@pytest.mark.django_db
def test_a_log_that_is_no_longer_signed_is_told(
    log: tampering.Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "_MOST_UNSIGNED", SIZE - SIGNED)

    verdict = ledger.verify()

    assert (verdict.reason, verdict.first_bad) == ("unsigned", SIGNED)


@pytest.mark.django_db
def test_an_empty_log_is_whole() -> None:
    verdict = ledger.verify()

    assert verdict
    assert verdict.size == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "column", "where"),
    [
        ("audit_ledgerentry", "leaf", '"index" = 3'),
        ("audit_ledgerentry", "leaf", '"index" = 20'),
        ("audit_checkpoint", "edge", "number = 1"),
        ("audit_checkpoint", "hashes", "number = 1"),
        ("audit_checkpoint", "note", "number = 2"),
        ("audit_ledgerend", "latest", "1 = 1"),
        ("audit_ledgerend", "size", "1 = 1"),
    ],
)
def test_what_is_of_another_kind_is_seen(
    log: tampering.Log, table: str, column: str, where: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite stores any type in any column")
    for value in (f"CAST({column} AS TEXT)", "'x'", "7.5", f"CAST({column} AS BLOB)"):
        with transaction.atomic():
            changed = set_cell(table, column, value=value, where=where)
            assert not changed or is_seen(), value
            transaction.set_rollback(True)


def set_cell(table: str, column: str, *, value: str, where: str) -> bool:
    """Put a value of any type in place; tell whether the type became another."""
    kinds = []
    with connection.cursor() as cursor:
        for statement in (None, f"UPDATE {table} SET {column} = {value} WHERE {where}"):
            if statement:
                cursor.execute(statement)
            cursor.execute(f"SELECT typeof({column}) FROM {table} WHERE {where}")
            kinds.append(cursor.fetchone())
    return bool(kinds[0] != kinds[1])


def is_seen() -> bool:
    """Tell whether verifying objects; a database that cannot be read objects for us."""
    try:
        return not ledger.verify().is_whole
    except DatabaseError:
        return True


@pytest.mark.django_db
def test_long_logs_are_read_in_blocks(log: tampering.Log, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (1, 3, 8, 17, 23):
        monkeypatch.setattr(verification, "_BLOCK", width)
        monkeypatch.setattr(rows, "_PAGE", width)
        monkeypatch.setattr(rows, "_NOTES", 1)
        assert ledger.verify().is_whole
        assert tamper(log, "flip_a_bit", seed=width).verdict.reason == "entry"


@pytest.mark.django_db
def test_a_proof_of_one_entry_holds_for_an_outsider(log: tampering.Log, own_key: Path) -> None:
    trusted = signing.load_key(own_key).trusted
    for index in range(SIGNED):
        proof = ledger.prove(index)
        statement = signing.open_note(proof.note, trusted=trusted)
        chain.check_inclusion(
            chain.leaf_hash(proof.leaf),
            index=index,
            size=statement.size,
            proof=proof.hashes,
            root=statement.root,
        )
    with pytest.raises(ledger.NotYetSigned):
        ledger.prove(SIGNED)


def test_two_neighbours_nobody_vouches_for_are_told_apart() -> None:
    first = b"0" * 64 + b" first"
    second = chain.leaf_hash(first).hex().encode() + b" second"
    vouched = chain.leaf_hash(second).hex().encode()
    other = chain.leaf_hash(b"0" * 64 + b" other")

    which = diagnosis._which_of_two
    assert which(8, raw=second, latest=other, vouched=vouched) == 7
    bent = b"1" * 64 + second[64:]
    assert which(8, raw=bent, latest=chain.leaf_hash(first), vouched=vouched) == 8
    assert which(8, raw=bent, latest=other, vouched=vouched) == 7
