"""Norwegian order, the same in every database."""

import pytest
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from forevar.trust.accounts.models import Organisation
from forevar.trust.accounts.sorting import sort_key

ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
_words = st.text(ALPHABET, max_size=12).filter(lambda word: "aa" not in word)


def _places(word: str) -> list[int]:
    return [ALPHABET.index(letter) for letter in word]


@given(_words, _words)
def test_letters_come_in_alphabetical_order(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) is (_places(one) < _places(other))
    assert (sort_key(one) == sort_key(other)) is (one == other)


@given(st.text("abæøåzABÆØÅZ", max_size=10))
def test_case_does_not_count(name: str) -> None:
    assert sort_key(name.upper()) == sort_key(name.lower()) == sort_key(name)


@given(_words, _words)
def test_double_a_is_one_letter(before: str, after: str) -> None:
    assert sort_key(f"{before}-aa-{after}") == sort_key(f"{before}-å-{after}")


@given(_words, st.text(ALPHABET + " 0123456789", max_size=12))
def test_a_shorter_name_comes_before_a_longer_one(name: str, more: str) -> None:
    assert sort_key(name) <= sort_key(f"{name} {more}")


@given(st.text(max_size=300))
def test_a_key_holds_only_what_every_collation_agrees_on(name: str) -> None:
    key = sort_key(name)

    assert len(key) <= 240
    assert not set(key) - set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(st.text(max_size=20))
def test_a_key_does_not_change_with_the_way_a_name_was_typed(name: str) -> None:
    assert sort_key(f"  {name}\t") == sort_key(name)


def test_names_stand_as_in_a_phone_book() -> None:
    names = [
        "Abel",
        "Berg 2",
        "Berg 10",
        "Berg Anne",
        "Berge",
        "Dagsvik",
        "D'Angelo",
        "Einar",
        "Élise",
        "Zakariassen",
        "Ærlig",
        "Øst",
        "Aas",
        "Åsen",
    ]
    order = ["Abel", "Berg 10", "Berg 2", "Berg Anne", "Berge", "Dagsvik", "D'Angelo"]
    order += ["Einar", "Élise", "Zakariassen", "Ærlig", "Øst", "Aas", "Åsen"]

    assert sorted(reversed(names), key=sort_key) == order


@pytest.mark.parametrize(
    ("name", "like"),
    [("Äkta", "Ækta"), ("Öst", "Øst"), ("Müller", "Myller"), ("Đurić", "Duric"), ("Þór", "Thor")],
)
def test_neighbours_letters_sort_as_ours(name: str, like: str) -> None:
    assert sort_key(name) == sort_key(like)


def test_other_alphabets_come_last() -> None:
    assert sort_key("Åse") < sort_key("Ирина")


@pytest.mark.django_db
def test_the_database_orders_as_the_key_does() -> None:
    names = ["Ås", "Østby", "Zebra", "Aasen", "alta", "Ærlig", "Berg 1", "Berge", "Berg"]
    Organisation.objects.bulk_create(
        Organisation(kind="school", name=name, name_sort=sort_key(name)) for name in names
    )

    found = Organisation.objects.order_by(F("name_sort")).values_list("name", flat=True)

    assert list(found) == sorted(names, key=sort_key)
    assert list(found)[-3:] == ["Østby", "Ås", "Aasen"]
