"""An entry lives or dies with what it records, and is found again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from forevar.kernel import refs
from forevar.trust.audit import actions, chain, checkpoints, fence, leaf, ledger, models, rows
from tests.trust.audit.conftest import AT

Write = Callable[[int], None]


def append(**changed: Any) -> int:
    entry: dict[str, Any] = {"action": "cases.opened", "actor": "system", "at": AT}
    return ledger.append(**(entry | changed))


def a_business_row() -> ContentType:
    return ContentType.objects.create(app_label="made", model="up")


@transaction.atomic
def write_both(**changed: Any) -> None:
    a_business_row()
    append(**changed)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_appended_outside_a_transaction() -> None:
    with pytest.raises(rows.OutsideTransaction):
        append()

    assert ledger.entries() == []


@pytest.mark.django_db(transaction=True)
def test_when_the_write_is_rolled_back_its_entry_is_gone_too() -> None:
    class Regret(Exception):
        pass

    @transaction.atomic
    def write_and_regret() -> None:
        a_business_row()
        append()
        raise Regret

    with pytest.raises(Regret):
        write_and_regret()

    assert ledger.entries() == []
    assert ledger.verify().is_whole
    assert not ContentType.objects.filter(app_label="made").exists()


@pytest.mark.django_db(transaction=True)
def test_when_the_entry_is_refused_the_write_is_gone_too() -> None:
    with pytest.raises(leaf.NotForTheLedger):
        write_both(details={"reason": "Nora er redd"})

    assert not ContentType.objects.filter(app_label="made").exists()


@pytest.mark.django_db(transaction=True)
def test_when_the_entry_cannot_be_stored_the_write_is_gone_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(rows, "add", fail)

    with pytest.raises(IntegrityError):
        write_both()

    assert not ContentType.objects.filter(app_label="made").exists()


@pytest.mark.django_db(transaction=True)
def test_an_inner_rollback_takes_only_its_own_entry() -> None:
    @transaction.atomic
    def fail_inside() -> None:
        append(case="bjork-117")
        raise ValueError("inner")

    with transaction.atomic():
        append(case="lonn-482")
        with pytest.raises(ValueError, match="inner"):
            fail_inside()
        append(case="hegg-201")

    assert [entry.case for entry in ledger.entries()] == ["hegg-201", "lonn-482"]
    assert [entry.index for entry in ledger.entries()] == [1, 0]
    assert ledger.verify().is_whole


@pytest.mark.django_db
def test_references_are_taken_as_they_are() -> None:
    person = refs.PersonRef(refs.new_key())

    index = append(actor=person, case=refs.CaseRef("lonn-482"), subject=person.key)

    (entry,) = ledger.entries()
    assert index == entry.index == 0
    assert (entry.actor, entry.case, entry.subject) == (person.key, "lonn-482", person.key)
    assert entry.at == AT


@pytest.mark.django_db
def test_an_action_or_a_basis_without_words_is_refused() -> None:
    with pytest.raises(actions.UnknownAction):
        append(action="cases.vanished")
    with pytest.raises(actions.UnknownAction):
        append(details={"basis": "curiosity"})

    assert ledger.entries() == []


@pytest.mark.django_db
def test_each_leaf_names_the_hash_of_the_one_before(write_entries: Write) -> None:
    write_entries(5)

    stored = rows.leaves(0, 5)

    assert leaf.said_before(stored[0]) == leaf.NO_LEAF
    for earlier, later in zip(stored, stored[1:], strict=False):
        assert leaf.said_before(later) == chain.leaf_hash(earlier)


@pytest.mark.django_db
def test_a_log_whose_end_was_taken_away_takes_no_more(write_entries: Write) -> None:
    write_entries(2)
    fence.lower_fence(connection)
    models.LedgerEnd.objects.all().delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        append()


@pytest.mark.django_db
def test_an_end_that_says_something_else_takes_no_more(write_entries: Write) -> None:
    write_entries(2)

    fence.lower_fence(connection)

    with pytest.raises(rows.LedgerIsBroken, match="entry 3"):
        rows.add(b"leaf", index=3, digest=b"b" * 32)


@pytest.mark.django_db
def test_entries_are_found_by_case_actor_and_action(write_entries: Write) -> None:
    write_entries(24)

    of_case = ledger.entries(case="lonn-482")
    assert [entry.index for entry in of_case] == list(range(21, -1, -3))
    assert {entry.case for entry in of_case} == {"lonn-482"}

    by_actor = ledger.entries(actor="actor-2")
    assert [entry.index for entry in by_actor] == [22, 18, 14, 10, 6, 2]

    emergencies = ledger.entries(action_prefix="access.emergency_")
    assert {entry.action for entry in emergencies} == {"access.emergency_opened"}
    assert len(emergencies) == 8

    both = ledger.entries(case="bjork-117", actor="actor-1", action_prefix="screening.")
    assert [entry.index for entry in both] == [13, 1]
    assert ledger.entries(action_prefix="nothing.") == []
    assert ledger.entries(case="hegg-999") == []


@pytest.mark.django_db
def test_pages_follow_one_another_without_gap_or_repeat(write_entries: Write) -> None:
    write_entries(20)
    seen: list[int] = []
    before = None

    while page := ledger.entries(case="lonn-482", before=before, limit=3):
        seen += [entry.index for entry in page]
        before = page[-1].index

    assert seen == [18, 15, 12, 9, 6, 3, 0]


@pytest.mark.django_db
def test_a_page_of_entries_is_one_query_on_an_index(
    write_entries: Write, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write_entries(3)

    with django_assert_num_queries(1):
        ledger.entries(case="lonn-482", actor="actor-0", action_prefix="cases.")

    found = models.LedgerEntry.objects.alias(of=models.LeafColumn(column="case"))
    plan = found.filter(of="lonn-482").order_by("-index").explain()
    if "SEARCH" in plan:  # SQLite says it so; PostgreSQL scans a table of three rows
        assert "audit_entry_case" in plan


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("own_key")
def test_a_checkpoint_is_signed_after_every_256th_entry(
    write_entries: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "EVERY", 8)

    write_entries(25)

    assert list(models.Checkpoint.objects.values_list("number", "size")) == [
        (1, 8),
        (2, 16),
        (3, 24),
    ]
    verdict = ledger.verify()
    assert (verdict.is_whole, verdict.size, verdict.signed) == (True, 25, 24)


@pytest.mark.django_db(transaction=True)
def test_without_a_key_entries_are_still_written(
    write_entries: Write,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.FOREVAR_VAR = tmp_path
    monkeypatch.setattr(checkpoints, "EVERY", 4)
    monkeypatch.setattr(checkpoints._log, "propagate", True)

    write_entries(9)

    assert len(ledger.entries()) == 9
    assert not models.Checkpoint.objects.exists()
    assert ledger.verify().is_whole
