"""The paragraph is stored and the legal basis follows from it (model.md §3)."""

import pytest

from forevar.casework.cases.rules import paragraphs


@pytest.mark.parametrize(
    ("paragraph", "basis"),
    [
        ("5-1", "care_order"),
        ("4-2", "emergency_order"),
        ("4-3", "no_move_interim"),
        ("3-1", "voluntary"),
        ("3-2", "voluntary"),
        ("4-1", "voluntary"),
        ("4-4", "behaviour"),
        ("6-1", "behaviour"),
        ("6-2", "behaviour"),
        ("6-3", "behaviour"),
        ("4-5", "trafficking_protection"),
        ("6-6", "trafficking_protection"),
        ("old-4-8", "no_move_order"),
        ("", ""),
    ],
)
def test_each_paragraph_stands_for_its_basis(paragraph: str, basis: str) -> None:
    assert paragraphs.legal_basis(paragraph) == basis


def test_a_travel_ban_is_no_basis_for_a_placement() -> None:
    for beside in ("4-6", "5-13"):
        with pytest.raises(paragraphs.NoSuchParagraph):
            paragraphs.check_paragraph(beside)


def test_not_knowing_the_paragraph_yet_is_allowed() -> None:
    paragraphs.check_paragraph("")


def test_the_word_of_the_guide_is_kept_from_voluntary_and_behavioural_placements() -> None:
    outside = {p for p in paragraphs.BASIS_OF if paragraphs.band_outside_abduction(p)}

    assert outside == {"3-1", "3-2", "4-1", "4-4", "6-1", "6-2", "6-3"}


def test_the_old_act_is_named_on_the_screen() -> None:
    assert paragraphs.shown("old-4-8") == "bvl. (1992) § 4-8"
    assert paragraphs.shown("5-1") == "bvl. § 5-1"
    assert paragraphs.shown("") == ""
