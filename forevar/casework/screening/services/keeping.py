"""Where an answer is added: who may, what stands now, what must be kept out, and the new row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from forevar.casework.cases import services as cases
from forevar.casework.screening.models import Answer
from forevar.casework.screening.projections import Noted
from forevar.casework.screening.rules import answers, legal_basis, reading, themes, values
from forevar.guideline import catalogue, loader
from forevar.kernel import errors
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.decision import require
from forevar.kernel.refs import CaseRef
from forevar.trust.access import actors, decide
from forevar.trust.audit import ledger
from forevar.trust.disclosure import egress
from forevar.trust.disclosure import services as disclosure

SECTION: Final = "facts"
_TYPED: Final = ("until_then", "reason")


class FactNotAsked(errors.DomainError):
    """There is no such fact."""

    code = "screening.fact_not_asked"
    text = "Dette spørsmålet finnes ikke."


class AskedElsewhere(errors.DomainError):
    """The fact belongs to another part of the case and is answered there."""

    code = "screening.asked_elsewhere"
    text = "Dette spørsmålet hører til en annen del av saken."


class FactIsComputed(errors.DomainError):
    """The fact follows from what is recorded, so nobody types it in."""

    code = "screening.fact_is_computed"
    text = "Dette regnes ut av det som er registrert i saken."


class NotYoursToAnswer(errors.DomainError):
    """The person's roles on the case are not among those who supply the fact."""

    code = "screening.not_yours_to_answer"
    text = "Dette spørsmålet skal en annen svare på."


class ValueDoesNotFit(errors.DomainError):
    """The value is not one the question can have."""

    code = "screening.value_does_not_fit"
    text = "Se over svaret."


class FollowUpMissing(errors.DomainError):
    """Something that belongs to the answer was left out; `fields` says what."""

    code = "screening.follow_up_missing"
    text = "Noe mangler i svaret."


class ShieldedInText(errors.DomainError):
    """A free text holds a name, number or place that is kept shielded."""

    code = "screening.shielded_in_text"
    text = "Teksten inneholder noe som er skjermet. Skriv uten navn, nummer og adresse."


class AnsweredMeanwhile(errors.DomainError):
    """Somebody else answered after the person opened the question. Nothing was saved."""

    code = "screening.answered_meanwhile"
    text = "Noen andre har svart på det samme."


class Contradicts(errors.DomainError):
    """Another answer stands. The person says whether it has changed, or the sources disagree."""

    code = "screening.contradicts"
    text = "Det står et annet svar fra før. Velg om svaret er endret, eller om kildene er uenige."


class NothingStands(errors.DomainError):
    """There is no answer to take back."""

    code = "screening.nothing_stands"
    text = "Det er ikke noe svar å ta bort."


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer comes from, when it was told, and for whom it is entered."""

    text: str = field(default="", repr=False)
    on: date | None = None
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One person answering one question at one time: everything the verbs need to know of it."""

    case: CaseRef
    fact: catalogue.Fact
    by: actors.Actor
    at: Instant
    held: frozenset[str]
    standing: Answer | None
    source: Source

    @property
    def today(self) -> date:
        """The date in Norway."""
        return local_date(self.at)

    def is_now(self, *states: str) -> bool:
        """Tell whether the answer that stands is in one of these states."""
        return self.standing is not None and self.standing.state in states


def begin(
    *,
    case: CaseRef,
    fact: str,
    source: Source,
    seen: str | None,
    by: actors.Actor,
    at: Instant,
    knows: bool = True,
    section: str = SECTION,
) -> Turn:
    """Open a turn: the fact is asked here, the person may answer it, nobody came in between.

    Whoever says what is known (`knows`) must supply the fact or name whom they speak for; that
    something is not known, anyone may say who may answer at all.
    """
    rights = decide.rights(by, case, at)
    require(rights.can(section, "W"))
    asked = fact_asked_here(fact)
    standing = (
        Answer.objects.select_for_update().filter(case=case.code, fact=fact, is_latest=True).first()
    )
    if seen is not None and seen != (standing.key if standing else ""):
        raise AnsweredMeanwhile
    turn = Turn(case, asked, by, at, rights.roles, standing, source)
    if section == SECTION:
        _refuse_others(turn, knows=knows)
    return turn


def fact_asked_here(fact: str) -> catalogue.Fact:
    """Give the fact, or refuse it and say whether it is unknown, computed or another's."""
    if fact in themes.THEME_OF:
        return loader.load_guide().facts[fact]
    if fact in themes.COMPUTED:
        raise FactIsComputed
    if fact in loader.load_guide().facts:
        raise AskedElsewhere
    raise FactNotAsked


def _refuse_others(turn: Turn, *, knows: bool) -> None:
    providers = answers.providers_of(turn.fact, loader.load_guide().roles)
    if not reading.may_write(held=turn.held, providers=providers):
        raise NotYoursToAnswer
    on_behalf_of = turn.source.on_behalf_of
    may = answers.may_answer(turn.held, providers=providers, on_behalf_of=on_behalf_of)
    if may or (not knows and not on_behalf_of):
        return
    if not turn.held & answers.MAY_WRITE_FOR_OTHERS:
        raise NotYoursToAnswer
    raise FollowUpMissing(fields={"on_behalf_of": answers.SAY_ON_BEHALF})


def check_value(turn: Turn, value: object) -> values.Value:
    """Give the value in its native shape, or refuse it at its field."""
    try:
        return values.checked(turn.fact, value, today=turn.today)
    except values.WrongShape as wrong:
        raise ValueDoesNotFit(fields={"value": wrong.text}) from None


def check_texts(case: CaseRef, texts: Mapping[str, str]) -> None:
    """Refuse free texts that hold a shielded name, number or place of this child, also together."""
    typed = {name: text for name, text in texts.items() if text}
    if not typed or not egress.find_vault_values("\n".join(typed.values()), case):
        return
    holds = [name for name, text in typed.items() if egress.find_vault_values(text, case)]
    raise ShieldedInText(fields=dict.fromkeys(holds or typed, ShieldedInText.text))


def kept(turn: Turn, value: values.Value) -> dict[str, Any]:
    """Put a value where its class belongs: a code in the open, words sealed, the rest in a vault."""
    kept_as = themes.class_of(turn.fact)
    entries = values.entries_in(value)
    if kept_as in {"REAL", "WHERE"}:
        return {"vault_number": _into_vault(turn, value), "entries": entries}
    if kept_as == "TEXT":
        check_texts(turn.case, {"value": values.spoken(value)})
        return {"written": values.to_text(value), "entries": entries}
    return {"value": values.to_text(value), "entries": entries}


def _into_vault(turn: Turn, value: values.Value) -> int:
    """Hand the value over to its vault; what the vault refuses stands at the field of the answer."""
    text = value.isoformat() if isinstance(value, date) else value
    try:
        return disclosure.vault_fact(
            case=turn.case, fact_id=turn.fact.id, value=text, by=turn.by, at=turn.at
        )
    except errors.DomainError as refused:
        told = next(iter(refused.fields.values()), refused.text)
        raise ValueDoesNotFit(fields={"value": told}) from None


def add(turn: Turn, *, state: str, action: str, **columns: Any) -> Noted:
    """Add the answer after the one that stood, move the mark of the latest, and say so."""
    source, standing = turn.source, turn.standing
    typed = {"source": source.text, **{name: columns.get(name, "") for name in _TYPED}}
    check_texts(turn.case, {name: text for name, text in typed.items() if isinstance(text, str)})
    if standing is not None:
        Answer.objects.filter(pk=standing.pk).update(is_latest=False)
    row = Answer(
        case=turn.case.code,
        fact=turn.fact.id,
        number=standing.number + 1 if standing else 1,
        state=state,
        source=source.text,
        source_on=source.on,
        on_behalf_of=source.on_behalf_of,
        by=turn.by.person.key,
        at=turn.at,
        supersedes=standing,
        **columns,
    )
    row.task = _mind_the_task(turn, row)
    row.save(force_insert=True)
    _tell_the_case(turn, row)
    _enter(turn, row, action=action)
    return Noted(key=row.key, fact=row.fact, number=row.number, state=row.state)


def _mind_the_task(turn: Turn, row: Answer) -> str:
    """Keep the duty to find out in step with the answer: done with the old, set with the new."""
    if turn.standing is not None and turn.standing.task:
        _finish(turn, turn.standing.task)
    if row.state not in answers.WAITS:
        return ""
    asked = row.state == "asked"
    return cases.set_task(
        case=turn.case,
        source="screening",
        title="settle_dispute" if row.state == "disputed" else "find_out",
        about=turn.fact.id,
        owner_body=answers.owner_of_the_search(held=turn.held, who=row.who, asked=asked),
        due_on=row.due_on,
        waits_on=row.who if asked else "",
        under=SECTION,
        by=turn.by,
        at=turn.at,
    ).key


def _tell_the_case(turn: Turn, row: Answer) -> None:
    """Let the case's own sheet follow the two answers it stands on."""
    if row.state != "answered" or row.fact not in {legal_basis.FACT, "placement_urgency"}:
        return
    value = str(values.from_text(turn.fact, row.value))
    if row.fact == "placement_urgency":
        cases.note_sheet(case=turn.case, urgency=value, by=turn.by, at=turn.at)
    elif value in legal_basis.SYMBOL_OF:
        cases.note_sheet(case=turn.case, paragraph=value, by=turn.by, at=turn.at)


def _finish(turn: Turn, task: str) -> None:
    try:
        cases.finish_task(case=turn.case, task=task, by=turn.by, at=turn.at)
    except errors.DomainError as refused:
        if refused.code != "task_not_open":  # somebody ticked it off already
            raise


def _enter(turn: Turn, row: Answer, *, action: str) -> None:
    details: dict[str, Any] = {"fact": row.fact, "state": row.state, "number": row.number}
    if row.on_behalf_of:
        details["on_behalf_of"] = row.on_behalf_of
    ledger.append(
        action=action,
        actor=turn.by.person,
        at=turn.at,
        case=turn.case,
        subject=row.key,
        details=details,
    )
