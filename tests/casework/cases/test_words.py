"""What people type is sealed with the case, never lost to another window, and never in the ledger."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from forevar.casework.cases import models, selectors
from forevar.casework.cases import services as cases
from forevar.casework.cases.rules import tasks
from forevar.casework.cases.services import drafts, notes
from forevar.kernel import decision
from forevar.trust.access import services as access
from forevar.trust.access.services import emergencies
from forevar.trust.audit import ledger
from forevar.trust.vaults import sealing
from tests.casework.cases.conftest import NOON, REASON, World

TEXT = "Nora var hos bestemor på Hov i helgen."
Reading = Callable[[object], str]


def _save(
    world: World, text: str, *, version: int = 0, by: str = "kari", form: str = "note"
) -> int:
    return cases.save_draft(
        form=form,
        body=json.dumps({"text": text}),
        case=world.case,
        version=version,
        by=world.actor(by),
        at=world.at,
    ).version


def _found(world: World, *, by: str = "kari") -> str:
    found = selectors.find_draft(form="note", by=world.actor(by), case=world.case)
    return str(found.body) if found else ""


def test_a_draft_comes_back_as_it_was_typed(world: World, reading: Reading) -> None:
    first = _save(world, "Nora va")
    second = _save(world, TEXT, version=first)

    assert (first, second) == (1, 2)
    assert json.loads(_found(world)) == {"text": TEXT}


def test_a_draft_is_its_writers_own(world: World, reading: Reading) -> None:
    _save(world, TEXT)

    assert _found(world, by="ivar") == ""


def test_two_windows_never_write_over_each_other(world: World, reading: Reading) -> None:
    version = _save(world, "Første vindu")
    _save(world, "Andre vindu", version=version)

    with pytest.raises(drafts.DraftChangedElsewhere) as refused:
        _save(world, "Første vindu igjen", version=version)

    assert "Andre vindu" in reading(refused.value.body)
    assert refused.value.version == 2


def test_a_window_that_knows_no_draft_does_not_erase_one(world: World) -> None:
    _save(world, TEXT)
    with pytest.raises(drafts.DraftChangedElsewhere):
        _save(world, "")


def test_what_is_typed_before_there_is_a_case_is_sealed_for_the_writer(
    world: World, reading: Reading
) -> None:
    cases.save_draft(form="new", body="{}", by=world.actor("ivar"), at=NOON)

    row = models.Draft.objects.get(form="new")

    assert row.sealing_subject() == world.town.people["ivar"].key
    assert selectors.find_draft(form="new", by=world.actor("ivar")) is not None


def test_a_stranger_saves_no_draft_on_a_case(world: World) -> None:
    with pytest.raises(decision.NotAllowed):
        _save(world, TEXT, by="odd")

    assert not models.Draft.objects.exists()


def test_a_draft_has_an_end(world: World) -> None:
    with pytest.raises(drafts.DraftTooLong):
        _save(world, "x" * drafts.LONGEST)


def test_only_the_first_save_is_an_event(world: World) -> None:
    version = _save(world, "N")
    for text in ("No", "Nor", "Nora"):
        version = _save(world, text, version=version)

    assert world.actions().count("cases.draft_started") == 1


def test_a_dropped_draft_is_gone(world: World) -> None:
    _save(world, TEXT)

    cases.drop_draft(form="note", case=world.case, by=world.actor("kari"), at=NOON)
    cases.drop_draft(form="note", case=world.case, by=world.actor("kari"), at=NOON)

    assert not models.Draft.objects.exists()
    assert world.actions().count("cases.draft_dropped") == 1


def test_a_note_is_sealed_and_shown_on_the_time_line(world: World, reading: Reading) -> None:
    key = cases.write_note(case=world.case, text=TEXT, by=world.actor("kari"), at=NOON)

    row = selectors.list_timeline(world.case, kind="notes").rows[0]

    assert (reading(row.text), row.who, row.key) == (TEXT, "Kari", key)
    assert TEXT.encode() not in bytes(models.TimelineNote.objects.get().__dict__["text"])
    assert TEXT not in str(world.latest().details)


@pytest.mark.parametrize("name", ["turid", "odd", "mona"])
def test_only_those_who_write_in_the_case_write_notes(world: World, name: str) -> None:
    with pytest.raises(decision.NotAllowed):
        cases.write_note(case=world.case, text=TEXT, by=world.actor(name), at=NOON)


def test_a_note_says_something_that_has_happened(world: World) -> None:
    kari = world.actor("kari")
    with pytest.raises(notes.NoteIsEmpty):
        cases.write_note(case=world.case, text="  ", by=kari, at=NOON)
    with pytest.raises(notes.NotYetHappened):
        cases.write_note(
            case=world.case, text=TEXT, by=kari, at=NOON, happened_at=NOON + timedelta(hours=1)
        )


def test_a_note_is_corrected_by_a_new_one_in_the_same_case(world: World) -> None:
    first = cases.write_note(case=world.case, text=TEXT, by=world.actor("kari"), at=NOON)
    other = world.open_case()

    cases.write_note(
        case=world.case, text="På Hof.", corrects=first, by=world.actor("ivar"), at=NOON
    )

    assert models.TimelineNote.objects.filter(corrects=first).count() == 1
    with pytest.raises(notes.NoteNotFound):
        cases.write_note(case=other, text=TEXT, corrects=first, by=world.actor("ivar"), at=NOON)


def _break_the_glass(world: World) -> str:
    return access.open_emergency(
        by=world.actor("odd"), case=world.case, reason="child_missing", at=NOON
    )


def test_an_emergency_is_explained_once_by_who_opened_it(world: World, reading: Reading) -> None:
    emergency = _break_the_glass(world)
    with pytest.raises(access.CaseIsNotThere):
        cases.explain_emergency(emergency=emergency, text=REASON, by=world.actor("kari"), at=NOON)

    case = cases.explain_emergency(emergency=emergency, text=REASON, by=world.actor("odd"), at=NOON)

    assert case == world.case
    text = selectors.find_explanation(emergency=emergency)
    assert text is not None
    assert reading(text) == REASON
    entry = ledger.entries(case=world.case, action_prefix="access.emergency_explained")[0]
    row = models.EmergencyExplanation.objects.get()
    assert ledger.keeps_commitment(
        REASON, salt=reading(row.salt), digest=str(entry.details["commitment"])
    )
    with pytest.raises(emergencies.AlreadyExplained):
        cases.explain_emergency(emergency=emergency, text=REASON, by=world.actor("odd"), at=NOON)


def test_an_explanation_says_something(world: World) -> None:
    emergency = _break_the_glass(world)
    with pytest.raises(tasks.ReasonTooShort):
        cases.explain_emergency(emergency=emergency, text="hastet", by=world.actor("odd"), at=NOON)

    assert selectors.find_explanation(emergency=emergency) is None


def test_erasing_the_child_erases_what_was_written(world: World, reading: Reading) -> None:
    cases.write_note(case=world.case, text=TEXT, by=world.actor("kari"), at=NOON)

    sealing.destroy_keys(world.case.code, by="system", at=NOON, case=world.case.code)

    row = selectors.list_timeline(world.case, kind="notes").rows[0]
    assert reading(row.text) == "slettet"
