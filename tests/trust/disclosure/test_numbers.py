"""Identity numbers: what is well formed, and what may be kept in which mode."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.trust.disclosure import numbers
from tests.trust.disclosure import made_up

SERIES = {0: "register", 40: "synthetic_40", 65: "synthetic_65", 80: "synthetic_80"}

dates = st.dates()


@st.composite
def a_number(draw: st.DrawFn) -> tuple[str, int, bool, int]:
    day = draw(dates)
    offset = draw(st.sampled_from([*SERIES]))
    is_d, remainder = draw(st.booleans()), draw(st.integers(0, 3))
    made = list(
        made_up.numbers(
            day=day.day,
            month=day.month,
            year=day.year % 100,
            offset=offset,
            is_d=is_d,
            remainder=remainder,
        )
    )
    return draw(st.sampled_from(made)), offset, is_d, remainder


@given(a_number())
def test_every_well_formed_number_is_read(made: tuple[str, int, bool, int]) -> None:
    digits, offset, is_d, _ = made

    number = numbers.parse(digits)

    assert (number.digits, number.series, number.is_d_number) == (digits, SERIES[offset], is_d)


@given(a_number(), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(
    made: tuple[str, int, bool, int], place: int, step: int
) -> None:
    digits = made[0]
    wrong = str((int(digits[place]) + step) % 10)

    with pytest.raises(numbers.NumberRefused):
        numbers.parse(digits[:place] + wrong + digits[place + 1 :])


@given(a_number(), st.integers(0, 9))
def test_two_neighbours_swapped_are_always_seen(
    made: tuple[str, int, bool, int], place: int
) -> None:
    digits = made[0]
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if swapped == digits:
        return

    with pytest.raises(numbers.NumberRefused):
        numbers.parse(swapped)


@given(st.text(max_size=14).filter(lambda text: not text.strip().isascii() or len(text) != 11))
def test_anything_else_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(numbers.NumberRefused) as refused:
        numbers.parse(text)

    assert refused.value.text == numbers.NumberRefused.text
    assert refused.value.args == ("number_refused",)


@pytest.mark.parametrize("digits", ["02013299997", "30108299920", "30108299939"])
def test_the_tax_administrations_examples_are_read(digits: str) -> None:
    assert numbers.parse(digits).series == "register"


@pytest.mark.parametrize("remainder", [0, 1, 2, 3])
def test_from_2032_the_first_control_sum_may_leave_up_to_three(remainder: int) -> None:
    made = next(made_up.numbers(day=2, month=1, year=32, remainder=remainder))

    assert numbers.parse(made).digits == made


@pytest.mark.parametrize("remainder", [4, 5, 6, 7, 8, 9, 10])
def test_no_scheme_lets_it_leave_more(remainder: int) -> None:
    made = next(made_up.numbers(day=2, month=1, year=32, remainder=remainder))

    with pytest.raises(numbers.NumberRefused):
        numbers.parse(made)


@pytest.mark.parametrize(
    ("day", "month"), [(0, 1), (32, 1), (31, 4), (30, 2), (1, 0), (1, 13), (29, 20), (40, 1)]
)
def test_a_day_that_never_was_is_refused(day: int, month: int) -> None:
    for made in made_up.numbers(day=day, month=month, year=15, offset=0):
        with pytest.raises(numbers.NumberRefused):
            numbers.parse(made)


def test_a_leap_day_is_read_in_a_year_that_was_leap_in_some_century() -> None:
    assert numbers.parse(next(made_up.numbers(day=29, month=2, year=0)))
    with pytest.raises(numbers.NumberRefused):
        numbers.parse(next(made_up.numbers(day=29, month=2, year=15)))


@pytest.mark.parametrize("mode", ["demo", "test"])
def test_outside_production_only_the_series_of_nobody_is_kept(mode: str) -> None:
    assert numbers.require_fit(next(made_up.numbers(day=1, month=2, year=15)), mode=mode)
    for offset in (0, 40, 65):
        for is_d in (False, True):
            made = next(made_up.numbers(day=1, month=2, year=15, offset=offset, is_d=is_d))
            with pytest.raises(numbers.RealNumberInDemo) as refused:
                numbers.require_fit(made, mode=mode)
            assert made not in str(refused.value) + refused.value.text


def test_in_production_no_test_number_is_kept() -> None:
    real = next(made_up.numbers(day=1, month=2, year=15, offset=0))
    assert numbers.require_fit(real, mode="production").digits == real
    for offset in (40, 65, 80):
        with pytest.raises(numbers.MadeUpNumberInProduction):
            numbers.require_fit(
                next(made_up.numbers(day=1, month=2, year=15, offset=offset)), mode="production"
            )


def test_spaces_are_let_through_and_letters_are_not() -> None:
    made = next(made_up.numbers(day=1, month=2, year=15))

    assert numbers.parse(f" {made[:6]} {made[6:]}\u00a0").digits == made
    for wrong in (made[:-1], made + "0", made[:-1] + "a", "", "١٥٨٥١٦٠٠٠٠٠"):
        with pytest.raises(numbers.NumberRefused):
            numbers.parse(wrong)


def test_sex_and_century_are_not_derived() -> None:
    names = {field.name for field in dataclasses.fields(numbers.NationalNumber)}

    assert names == {"digits", "series", "is_d_number"}
    assert "85" not in repr(numbers.parse(made_up.national_number(day=15, month=5, year=16)))
