"""Fixed words, one list per person, and the next in the chain when nobody answers."""

import ast
import inspect
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from forevar.kernel.refs import PersonRef
from forevar.trust.accounts.models import Person
from forevar.trust.audit import ledger
from forevar.trust.notices import catalogue, models, selectors, services
from forevar.trust.notices.models import Notice

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FIVE = timedelta(minutes=5)


def _person(login: str) -> PersonRef:
    return PersonRef(Person.objects.create(login=login, name=login, name_sort=login).key)


@pytest.fixture
def three(db: None) -> list[PersonRef]:
    return [_person(login) for login in ("kari", "turid", "ivar")]


def _states(chain: str, at: datetime) -> list[str]:
    return [line.state for line in selectors.list_chain(chain, at=at)]


# ── the words ────────────────────────────────────────────────────────────────
def test_there_are_at_most_twelve_strings_and_each_is_used() -> None:
    assert len(catalogue.STRINGS) <= 12
    used = {w.inside for w in catalogue.NOTICES.values()}
    used |= {w.outside for w in catalogue.NOTICES.values()}
    assert set(catalogue.STRINGS) - used == {"mail_subject", "mail_body", "phone_call"}


def test_what_leaves_the_house_is_written_here_letter_by_letter() -> None:
    outside = [text for key, text in catalogue.STRINGS.items() if not key.startswith("inside")]

    assert outside == [
        "Førevar: Du har noe nytt. Logg inn for å lese.",
        "Førevar: Haster. Logg inn nå.",
        "Førevar: Haster fortsatt. Logg inn nå.",
        "Du har noe nytt",
        "Logg inn på Førevar for å lese. Vi sender aldri lenker som ber om koden din.",
        "Dette er Førevar. Det haster. Logg inn nå.",
    ]
    for wording in catalogue.NOTICES.values():
        assert wording.outside.startswith("outside_")


@pytest.mark.parametrize("text", catalogue.STRINGS.values())
def test_no_string_tells_of_whom_where_or_when(text: str) -> None:
    telling = (
        r"(?i)barn\w*|bortfør\w*|foreldre|kommune|skole|sted|adresse|politi|samvær|\d|https?:|%|\{"
    )

    assert not re.search(telling, text)


def test_notices_do_not_know_that_cases_exist() -> None:
    columns = set(Notice.field_classes)
    names = {
        node.id
        for module in (models, services, selectors, catalogue)
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Name)
    }

    assert "case" not in columns
    assert not {"case", "CaseRef"} & names
    assert "recipient" in columns


@pytest.mark.parametrize("string_id", ["", "hello", "inside_new", "outside_normal"])
def test_nothing_but_the_catalogue_is_sent(three: list[PersonRef], string_id: str) -> None:
    with pytest.raises(services.WordsAreNotFixed):
        services.send(to=three[0], string_id=string_id, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            recipient_id=three[0].key, string=string_id, chain="x", queued_at=NOON
        )


# ── sending, reading, answering ──────────────────────────────────────────────
@pytest.mark.parametrize("string_id", catalogue.NOTICES)
def test_a_notice_stands_in_the_list_of_its_recipient_alone(
    three: list[PersonRef], string_id: str
) -> None:
    kari, turid, _ = three

    key = services.send(to=kari, string_id=string_id, at=NOON, by=turid)

    (line,) = selectors.list_for(kari, at=NOON)
    assert (line.key, line.state, line.string_id) == (key, "sent", string_id)
    assert line.text in catalogue.STRINGS.values()
    assert selectors.list_for(turid, at=NOON) == ()
    assert selectors.count_unread(kari) == 1
    entry = ledger.entries(limit=1)[0]
    assert (entry.action, entry.actor, entry.case) == ("notices.sent", turid.key, "")
    assert entry.details == {"to": [kari.key]}


def test_several_are_told_at_once_and_each_only_once(three: list[PersonRef]) -> None:
    kari, turid, _ = three

    keys = services.send_all(to=[kari, turid, kari], string_id="something_new", at=NOON)

    assert len(keys) == 2
    assert selectors.count_unread(kari) == selectors.count_unread(turid) == 1


@pytest.mark.django_db
def test_somebody_must_be_told() -> None:
    with pytest.raises(services.NobodyToTell):
        services.send_all(to=[], string_id="something_new", at=NOON)


def test_reading_is_noted_once(three: list[PersonRef]) -> None:
    kari = three[0]
    key = services.send(to=kari, string_id="something_new", at=NOON)

    services.mark_read(notice=key, by=kari, at=NOON + FIVE)
    services.mark_read(notice=key, by=kari, at=NOON + 2 * FIVE)

    (line,) = selectors.list_for(kari, at=NOON + FIVE)
    assert (line.state, line.read_at) == ("read", NOON + FIVE)
    assert selectors.count_unread(kari) == 0
    assert len(ledger.entries(action_prefix="notices.read")) == 1


@pytest.mark.parametrize("verb", [services.mark_read, services.take, services.decline])
def test_another_persons_notice_is_not_there(three: list[PersonRef], verb: object) -> None:
    key = services.send(to=three[0], string_id="urgent", at=NOON)

    for notice in (key, "nothing"):
        with pytest.raises(services.NoticeIsNotYours):
            verb(notice=notice, by=three[1], at=NOON)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("verb", "state"), [(services.take, "taken"), (services.decline, "declined")]
)
def test_an_answer_is_given_once(three: list[PersonRef], verb: object, state: str) -> None:
    kari = three[0]
    key = services.send(to=kari, string_id="urgent", at=NOON)

    verb(notice=key, by=kari, at=NOON)  # type: ignore[operator]

    assert selectors.list_for(kari, at=NOON)[0].state == state
    for again in (services.take, services.decline):
        with pytest.raises(services.AlreadyAnswered):
            again(notice=key, by=kari, at=NOON)


# ── the chain ────────────────────────────────────────────────────────────────
def test_only_the_first_in_a_chain_is_told(three: list[PersonRef]) -> None:
    chain = services.send_in_turn(to=three, string_id="urgent", at=NOON)

    assert _states(chain, NOON) == ["sent", "queued", "queued"]
    assert selectors.list_for(three[1], at=NOON) == ()
    waiting = selectors.list_chain(chain, at=NOON)[1].key
    with pytest.raises(services.NoticeIsNotYours):
        services.take(notice=waiting, by=three[1], at=NOON)


def test_after_five_minutes_unread_the_next_is_told(three: list[PersonRef]) -> None:
    chain = services.send_in_turn(to=three, string_id="urgent", at=NOON)
    assert services.escalate(at=NOON + FIVE - timedelta(seconds=1)) == 0
    assert _states(chain, NOON + FIVE) == ["unread_5_min", "queued", "queued"]

    assert services.escalate(at=NOON + FIVE) == 1

    assert _states(chain, NOON + FIVE) == ["unread_5_min", "sent", "queued"]
    assert services.escalate(at=NOON + FIVE) == 0
    assert services.escalate(at=NOON + 2 * FIVE) == 1
    assert _states(chain, NOON + 2 * FIVE) == ["unread_5_min", "unread_5_min", "sent"]


def test_at_the_end_of_the_chain_the_last_is_told_once_more(three: list[PersonRef]) -> None:
    key = services.send(to=three[0], string_id="urgent", at=NOON)

    assert services.escalate(at=NOON + FIVE) == 1
    assert services.escalate(at=NOON + 2 * FIVE) == 0
    assert services.escalate(at=NOON + 9 * FIVE) == 0

    again, first = selectors.list_for(three[0], at=NOON + FIVE)
    assert first.key == key
    assert again.text == "Det haster fortsatt. Kan du ta den?"


def test_declining_tells_the_next_at_once(three: list[PersonRef]) -> None:
    chain = services.send_in_turn(to=three, string_id="urgent", at=NOON)
    first = selectors.list_chain(chain, at=NOON)[0].key

    services.decline(notice=first, by=three[0], at=NOON)

    assert _states(chain, NOON) == ["declined", "sent", "queued"]
    assert ledger.entries(limit=1)[0].action == "notices.declined"


def test_when_somebody_has_taken_it_nobody_more_is_told(three: list[PersonRef]) -> None:
    chain = services.send_in_turn(to=three, string_id="urgent", at=NOON)
    services.escalate(at=NOON + FIVE)
    first, second, _ = (line.key for line in selectors.list_chain(chain, at=NOON))
    services.take(notice=second, by=three[1], at=NOON + FIVE)

    assert services.escalate(at=NOON + 3 * FIVE) == 0
    services.decline(notice=first, by=three[0], at=NOON + 3 * FIVE)

    assert _states(chain, NOON + 3 * FIVE) == ["declined", "taken", "queued"]


def test_read_and_unhurried_notices_are_left_in_peace(three: list[PersonRef]) -> None:
    kari, turid, _ = three
    read = services.send(to=kari, string_id="urgent", at=NOON)
    services.mark_read(notice=read, by=kari, at=NOON)
    services.send(to=turid, string_id="something_new", at=NOON)

    assert services.escalate(at=NOON + 3 * FIVE) == 0
    assert selectors.list_for(turid, at=NOON + 3 * FIVE)[0].state == "sent"


def test_if_the_ledger_fails_nobody_was_told(
    three: list[PersonRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> int:
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr(ledger, "append", broken)

    with pytest.raises(RuntimeError):
        services.send(to=three[0], string_id="urgent", at=NOON)

    assert selectors.list_for(three[0], at=NOON) == ()
