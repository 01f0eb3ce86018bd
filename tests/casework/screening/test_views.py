"""Notes on views: what was told and said, versions, and the facts that follow."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from forevar.casework.screening import facts, selectors
from forevar.casework.screening import services as screening
from forevar.casework.screening.models import Answer, ViewsNote
from forevar.casework.screening.projections import ViewsNoted
from forevar.casework.screening.rules import participation
from forevar.kernel.decision import NotAllowed
from tests.casework.screening.conftest import TODAY, World

TALK = participation.Words(
    heard=True,
    held_on=TODAY,
    told="Hva som skjer videre.",
    said="Jeg vil ha med hunden.",
    wording="read",
    weight="Hunden kan være med, og det har vi lagt vekt på.",
    told_who_reads=True,
    who_reads="Kontaktpersonen og de voksne på stedet.",
)


def _note(
    world: World,
    words: participation.Words = TALK,
    *,
    voice: str = "child",
    by: str = "kari",
    seen: str | None = None,
) -> ViewsNoted:
    return screening.note_views(
        case=world.case, voice=voice, words=words, seen=seen, by=world.actor(by), at=world.at
    )


def test_a_talk_with_the_child_answers_the_facts_on_views(
    world: World, reading: Callable[[object], str]
) -> None:
    _note(world)

    line = selectors.list_views(world.case)[0]
    assert reading(line.said) == "Jeg vil ha med hunden."
    assert (line.voice, line.wording, line.told_who_reads) == ("child", "read", True)
    rows = {row.fact: row for row in Answer.objects.filter(case=world.case.code)}
    assert set(rows) == {"child_views", "child_views_weight"}
    assert (rows["child_views"].on_behalf_of, rows["child_views"].source_on) == ("child", TODAY)
    assert "hunden" not in str(facts.known(world.case, at=world.at))


def test_a_talk_that_was_not_possible_limits_participation_with_its_reason(world: World) -> None:
    reason = participation.Words(heard=False, held_on=TODAY, not_heard_because="For farlig nå.")
    _note(world, reason, voice="father")

    known = facts.known(world.case, at=world.at)
    assert known["participation_limited"] is True
    assert "participation_justification" in known
    assert "parents_views" not in known


def test_a_new_version_leaves_the_earlier_as_it_was(
    world: World, reading: Callable[[object], str]
) -> None:
    first = _note(world)
    second = _note(world, replace(TALK, said="Jeg vil helst bo alene."), seen=first.key)

    assert second.number == 2
    rows = list(ViewsNote.objects.order_by("number"))
    assert [row.is_latest for row in rows] == [False, True]
    assert reading(rows[0].said) == "Jeg vil ha med hunden."
    with pytest.raises(screening.NotedMeanwhile):
        _note(world, seen=first.key)


def test_two_voices_stand_beside_each_other(world: World) -> None:
    _note(world)
    _note(world, replace(TALK, said="Hun skal hjem."), voice="mother")

    assert {line.voice for line in selectors.list_views(world.case) if line.is_latest} == {
        "child",
        "mother",
    }


def test_the_note_says_what_it_must(world: World) -> None:
    with pytest.raises(screening.ViewsIncomplete) as refused:
        _note(world, replace(TALK, said="", wording=""))

    assert set(refused.value.fields) == {"said", "wording"}
    assert not ViewsNote.objects.exists()


def test_the_childs_words_hold_no_shielded_name(world: World) -> None:
    with pytest.raises(screening.ShieldedInText) as refused:
        _note(world, replace(TALK, said="Jeg heter Nora Fjellvang."))

    assert set(refused.value.fields) == {"said"}
    assert not ViewsNote.objects.exists()


@pytest.mark.parametrize("name", ["turid", "odd", "rakel"])
def test_those_who_only_see_or_are_not_on_the_case_do_not_write(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        _note(world, by=name)


def test_a_carer_writes_what_the_child_said(world: World) -> None:
    _note(world, by="berit")

    assert ViewsNote.objects.count() == 1
