"""What may stand in the ledger, and the bytes it becomes."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.kernel import refs
from forevar.trust.audit import chain, leaf

AT = datetime(2026, 11, 21, 12, 30, 15, 42, tzinfo=UTC)


def encode(**changed: Any) -> bytes:
    entry: dict[str, Any] = {
        "previous": leaf.NO_LEAF,
        "index": 7,
        "at": AT,
        "actor": "system",
        "action": "cases.opened",
        "case": "lonn-482",
        "subject": "",
        "details": {},
    }
    return leaf.encode(**(entry | changed))


def test_a_leaf_is_columns_and_then_canonical_json() -> None:
    raw = encode(details={"b": 1, "a": ["x", None, True]}, subject="5-1")

    assert raw == (
        b"0" * 64
        + b" 0000000007 2026-11-21T12:30:15.000042Z system                 lonn-482"
        + b" " * 22
        + b"cases.opened"
        + b" " * 29
        + b'{"details":{"a":["x",null,true],"b":1},"subject":"5-1","v":1}'
    )


def test_an_entry_comes_back_as_it_went_in() -> None:
    key = refs.new_key()
    raw = encode(actor=key, subject=key, details={"opened": {"real": ["name", "number"]}})

    entry = leaf.decode(raw)

    assert (entry.index, entry.at, entry.actor, entry.case) == (7, AT, key, "lonn-482")
    assert (entry.action, entry.subject) == ("cases.opened", key)
    assert dict(entry.details) == {"opened": {"real": ["name", "number"]}}


def test_the_time_is_written_in_utc() -> None:
    there = AT.astimezone(timezone(timedelta(hours=1)))

    assert encode(at=there) == encode(at=AT)


def test_order_of_details_does_not_matter() -> None:
    assert encode(details={"a": 1, "b": 2}) == encode(details={"b": 2, "a": 1})


@pytest.mark.parametrize(
    "value",
    [
        "care_order",
        "measures.activated",
        "lonn-482",
        "2026-11-21",
        "2026-11-21T12:00Z",
        "V2-6.3.1",
        "5-1",
        "4.2.1",
        "TEXT:enquiry.summary",
        "WHERE",
        "placements-2013",
        "cases:overview",
        "",
        None,
        True,
        0,
        -7,
        9_999_999,
        ["a", "b"],
        {"a": ["b"]},
    ],
)
def test_codes_references_and_small_numbers_are_let_in(value: object) -> None:
    assert encode(details={"value": value})


def test_every_new_key_is_let_in() -> None:
    for _number in range(500):
        key = refs.new_key()
        assert encode(actor=key, subject=key, details={"key": key})


@pytest.mark.parametrize(
    "value",
    [
        "Nora",
        "Nora Berg",
        "nora berg",
        "Storgata 12",
        "storgata 12",
        "01810112345",
        "018101 12345",
        "n01810112345",
        "a-018101-12345",
        "+4799999999",
        "t99999999",
        "kari@example.org",
        "redd for far",
        "blåbær",
        "a\nb",
        "KariNordmannStorgata12",
        "x" * 81,
        1_810_112_345,
        99_999_999,
        -99_999_999,
        1.5,
        b"bytes",
        {"Navn": "x"},
        {"a": {"b": {"c": "d"}}},
        [["x", ["y"]]],
        ["ok", "Ikke ok"],
        {"a b": 1},
        {1: "a"},
        object(),
    ],
)
def test_what_could_be_a_person_a_place_or_a_text_is_refused(value: object) -> None:
    with pytest.raises(leaf.NotForTheLedger):
        encode(details={"value": value})


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("actor", ""),
        ("actor", "Kari Nordmann"),
        ("actor", "x" * 23),
        ("action", "Cases opened"),
        ("action", "x" * 41),
        ("case", "Lønn-482"),
        ("case", "lonn-48"),
        ("case", "lonn-482\n"),
        ("subject", "Nora"),
        ("at", datetime(2026, 11, 21)),  # noqa: DTZ001 - a time without a zone is the point
    ],
)
def test_every_column_is_checked(place: str, value: object) -> None:
    with pytest.raises(leaf.NotForTheLedger) as refused:
        encode(**{place: value})

    assert refused.value.place == place


def test_a_leaf_has_a_greatest_length() -> None:
    many = {f"a{number}": "x" * 70 for number in range(300)}

    with pytest.raises(leaf.NotForTheLedger):
        encode(details=many)


def test_the_refusal_does_not_repeat_what_was_refused() -> None:
    with pytest.raises(leaf.NotForTheLedger) as refused:
        encode(details={"reason": "Nora er redd for far"})

    told = f"{refused.value} {refused.value!r} {refused.value.text} {refused.value.fields}"
    assert "Nora" not in told
    assert "redd" not in told
    assert "reason" in told


@given(st.text(min_size=1))
def test_a_text_with_space_capital_or_foreign_letter_is_never_let_in(text: str) -> None:
    for free in (f"{text} {text}", f"Å{text}", f"{text}æ", f"{text}!"):
        assert not leaf.is_reference(free)


@given(st.from_regex(r"[0-9]{8}|[0-9]{11}", fullmatch=True), st.text("abc-._", max_size=5))
def test_no_phone_or_national_number_is_let_in(number: str, around: str) -> None:
    for spelling in (number, f"{around}{number}{around}", f"a{number}", "-".join(number)):
        assert not leaf.is_reference(f"x{spelling}")


def test_leaves_hang_together_only_in_their_order() -> None:
    first = encode(index=0)
    second = encode(index=1, previous=chain.leaf_hash(first))
    stored = [first, second]
    hashes = chain.leaf_hashes(stored)

    assert leaf.said_before(second) == hashes[0]
    assert leaf.hang_together(stored, hashes=hashes, start=0)
    assert not leaf.hang_together(stored, hashes=hashes, start=1)
    assert not leaf.hang_together(stored, hashes=[bytes(32), hashes[1]], start=0)
    assert not leaf.hang_together(
        [first.replace(b" 0000", b"x0000", 1), second], hashes=hashes, start=0
    )


def test_bytes_that_are_no_hash_say_nothing_of_the_one_before() -> None:
    assert leaf.said_before(b"no hash at all") is None


def test_a_commitment_binds_the_text_and_tells_nothing() -> None:
    salt, digest = leaf.commitment("Nora er redd for far")

    assert leaf.keeps_commitment("Nora er redd for far", salt=salt, digest=digest)
    assert not leaf.keeps_commitment("Nora er ikke redd", salt=salt, digest=digest)
    assert leaf.commitment("Nora er redd for far") != (salt, digest)
    assert encode(details={"reason": digest})
