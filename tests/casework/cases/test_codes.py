"""A case code tells nothing, is never given twice and can be read aloud."""

import random
import re
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.casework.cases.rules import codes, words
from forevar.kernel import refs


def test_there_are_at_least_three_hundred_words() -> None:
    assert len(words.WORDS) >= 300


def test_no_two_words_are_spelled_alike_in_an_address() -> None:
    assert len(codes.SPOKEN) == len(words.WORDS) == len(set(words.WORDS))


def test_every_word_makes_a_code_that_the_kernel_accepts() -> None:
    for spelled in codes.SPOKEN:
        refs.CaseRef(f"{spelled}-482")


def test_words_keep_their_norwegian_letters_on_the_screen() -> None:
    assert codes.spoken(refs.CaseRef("lonn-482")) == "Lønn-482"
    assert codes.spoken(refs.CaseRef("blabaer-009")) == "Blåbær-009"
    assert codes.spoken(refs.CaseRef("bjork-117")) == "Bjørk-117"


def test_a_word_nobody_knows_is_still_shown() -> None:
    assert codes.spoken(refs.CaseRef("ukjent-123")) == "Ukjent-123"


@given(seed=st.integers(), taken=st.sets(st.integers(min_value=0, max_value=999), max_size=900))
def test_a_drawn_code_is_always_free(seed: int, taken: set[int]) -> None:
    dice = random.Random(seed)

    drawn = codes.draw_code(
        is_taken=lambda case: int(case.code.rpartition("-")[2]) in taken, below=dice.randrange
    )

    word, _, number = drawn.code.rpartition("-")
    assert word in codes.SPOKEN
    assert int(number) not in taken
    assert len(number) in {3, 4}


def test_four_digits_come_when_three_have_run_out() -> None:
    drawn = codes.draw_code(is_taken=lambda case: len(case.code.split("-")[1]) == 3)

    assert re.fullmatch(r"[a-z]+-\d{4}", str(drawn))


def test_it_says_so_when_no_code_is_left() -> None:
    with pytest.raises(codes.NoCodeLeft):
        codes.draw_code(is_taken=lambda case: True)


@pytest.mark.parametrize("emergency", sorted(codes.EMERGENCY_NUMBERS))
def test_emergency_numbers_are_never_part_of_a_code(emergency: int) -> None:
    draws = count()

    def below(limit: int) -> int:
        return emergency if limit == 1000 and next(draws) < 3 else 0

    assert str(codes.draw_code(is_taken=lambda case: False, below=below)).endswith("-000")


def test_codes_are_spread_over_words_and_numbers() -> None:
    drawn = [codes.draw_code(is_taken=lambda case: False).code for _ in range(2000)]

    assert len({code.split("-")[0] for code in drawn}) > 300
    assert len({code.split("-")[1] for code in drawn}) > 700
