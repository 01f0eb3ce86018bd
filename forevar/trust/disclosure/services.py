"""What may be written about who a child is and where: each verb once, with its ledger row."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction

from forevar.kernel import clock, errors, refs
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import classes, fields, links, numbers
from forevar.trust.disclosure.models import SubjectLink
from forevar.trust.vaults import sealing
from forevar.trust.vaults.identity import store as identity
from forevar.trust.vaults.whereabouts import store as whereabouts

STRICTEST = "strictly_confidential_code6"
_LONGEST_NAME = 120
_AT_ONCE = 500


class ChildAlreadyRegistered(errors.DomainError):
    """The case has a child; use `set_identity` to change what is known."""

    code: ClassVar[str] = "child_already_registered"
    text = "Barnet er alt registrert i denne saken."


class IdentityRefused(errors.DomainError):
    """Something about who the child is cannot be kept as it was given."""

    code: ClassVar[str] = "identity_refused"
    text = "Se over feltene som er merket."


class NotForTheVault(errors.DomainError):
    """A fact of an open class was sent to the vault; it belongs with the answer."""

    code: ClassVar[str] = "not_for_the_vault"


class PlacesAreForbidden(errors.DomainError):
    """The strictest grading is in force, so no place is stored here at all."""

    code: ClassVar[str] = "places_forbidden"
    text = (
        "Barnet har strengt fortrolig adresse. Da lagres ikke noe sted i Førevar, heller ikke "
        "navnet på tiltaket. De som må vite hvor barnet er, får vite det utenom."
    )


class PlacesAreStored(errors.DomainError):
    """The strictest grading is set while places are stored: they must go at the same time."""

    code: ClassVar[str] = "places_are_stored"
    text = "Steder som er lagret i saken, må slettes når graderingen er strengt fortrolig."


@dataclass(frozen=True, slots=True)
class NewChild:
    """A child about to be registered."""

    case: refs.CaseRef
    given_name: str = field(repr=False)
    surname: str = field(repr=False)
    birth_date: date | None = field(default=None, repr=False)
    national_number: str | None = field(default=None, repr=False)
    gender: str | None = field(default=None, repr=False)


def register_child(
    *,
    case: refs.CaseRef,
    given_name: str,
    surname: str,
    birth_date: date | None = None,
    national_number: str | None = None,
    gender: str | None = None,
    by: Actor,
    at: clock.Instant,
) -> None:
    """Register who the child of a case is. Refuses a second child, and a number that does not fit."""
    child = NewChild(case, given_name, surname, birth_date, national_number, gender)
    values = _checked(_named(child), at=at)
    with transaction.atomic():
        if SubjectLink.objects.filter(case=case.code).exists():
            raise ChildAlreadyRegistered
        rid = links.make_many([case])[case].rid
        identity.keep_first(entries=[(rid, values)], on=clock.local_date(at))
        _enter("disclosure.child_registered", case, by=by, at=at, details={"fields": [*values]})


def register_children(*, children: Sequence[NewChild], by: Actor, at: clock.Instant) -> None:
    """Register many children at once, for demonstration and load; one ledger row for each batch."""
    for start in range(0, len(children), _AT_ONCE):
        batch = children[start : start + _AT_ONCE]
        with (
            transaction.atomic(),
            sealing.keys_in_hand(subjects=[child.case.code for child in batch], create=["TEXT"]),
        ):
            made = links.make_many([child.case for child in batch])
        rids = [made[child.case].rid for child in batch]
        with transaction.atomic(), sealing.keys_in_hand(subjects=rids, create=["REAL"]):
            entries = [(made[c.case].rid, _checked(_named(c), at=at)) for c in batch]
            identity.keep_first(entries=entries, on=clock.local_date(at))
            ledger.append(
                action="disclosure.children_registered",
                actor=by.person,
                at=at,
                details={"count": len(batch)},
            )


def set_identity(
    *,
    case: refs.CaseRef,
    given_name: str | None = None,
    surname: str | None = None,
    birth_date: date | None = None,
    national_number: str | None = None,
    gender: str | None = None,
    by: Actor,
    at: clock.Instant,
) -> None:
    """Change what is known of who the child is; what is left out stays as it is."""
    child = NewChild(case, given_name or "", surname or "", birth_date, national_number, gender)
    given = {name: text for name, text in _named(child).items() if text}
    values = _checked(given, at=at)
    with transaction.atomic():
        _keep_real(links.find_or_make(case).rid, values, on=clock.local_date(at))
        _enter("disclosure.identity_changed", case, by=by, at=at, details={"fields": [*values]})


def decide_name_in_use(*, case: refs.CaseRef, name: str, by: Actor, at: clock.Instant) -> None:
    """Let the child be called by another name here. Refuses an empty one."""
    text = _name(name, field=fields.NAME_IN_USE)
    with transaction.atomic():
        cid = links.find_or_make(case).cid
        identity.keep_cover(cid, values={fields.NAME_IN_USE: text}, on=clock.local_date(at))
        _enter("disclosure.name_in_use_decided", case, by=by, at=at, details={})


def end_name_in_use(*, case: refs.CaseRef, by: Actor, at: clock.Instant) -> None:
    """Call the child by its own given name again."""
    with transaction.atomic():
        cid = links.find_or_make(case).cid
        identity.keep_cover(cid, values={fields.NAME_IN_USE: None}, on=clock.local_date(at))
        _enter("disclosure.name_in_use_ended", case, by=by, at=at, details={})


def set_whereabouts(
    *, case: refs.CaseRef, kind: str, value: Any, by: Actor, at: clock.Instant
) -> int:
    """Keep where the child is, of one kind (a fact id, such as `placement_address`).

    None ends it. Refuses everything while the strictest grading is in force.
    """
    with transaction.atomic():
        number = _keep_place(case, kind=kind, value=value, at=at)
        _enter("disclosure.whereabouts_changed", case, by=by, at=at, details={"kind": kind})
    return number


def vault_fact(
    *, case: refs.CaseRef, fact_id: str, value: Any, by: Actor, at: clock.Instant
) -> int:
    """Keep a fact of class REAL, COVER or WHERE (`classes.VAULT_FACTS`); None ends it.

    Gives the number it is kept under: 1 for the first value of this fact, and so on. The number
    may stand beside the answer, and `selectors.fact(number=…)` reads that value again.
    """
    key_class = classes.VAULT_FACTS.get(fact_id)
    if key_class is None:
        raise NotForTheVault
    with transaction.atomic():
        number = _keep_fact(case, fact_id=fact_id, key_class=key_class, value=value, at=at)
        details = {"fact": fact_id, "number": number}
        _enter("disclosure.fact_sealed", case, by=by, at=at, details=details)
    return number


def _keep_fact(
    case: refs.CaseRef, *, fact_id: str, key_class: str, value: Any, at: clock.Instant
) -> int:
    if key_class == "WHERE":
        return _keep_place(case, kind=fact_id, value=value, at=at)
    on = clock.local_date(at)
    subjects = links.find_or_make(case)
    if key_class == "COVER":
        text = as_text(value)
        if text is not None and fact_id == fields.NAME_IN_USE:
            text = _name(text, field=fact_id)
        return identity.keep_cover(subjects.cid, values={fact_id: text}, on=on)[fact_id]
    values = _split_name(value) if fact_id == fields.CHILD_NAME else {fact_id: as_text(value)}
    given = {name: text for name, text in values.items() if text is not None}
    kept = _keep_real(subjects.rid, {**values, **_checked(given, at=at)}, on=on)
    return max(kept.values())


def _keep_real(rid: str, values: Mapping[str, str | None], *, on: date) -> dict[str, int]:
    """Keep real values. The two names go together, so that one number always means one name."""
    whole = dict(values)
    if not whole.keys().isdisjoint(fields.REAL_NAMES):
        known = identity.latest([rid], fields=fields.REAL_NAMES)
        for name in fields.REAL_NAMES:
            row = known.get((rid, name))
            now = sealing.compute_with(row.value, purpose="keep") if row else None
            whole.setdefault(name, now)
    return identity.keep(rid, values=whole, on=on)


def _split_name(value: Any) -> dict[str, str | None]:
    """Take a whole name apart: the last word is the surname."""
    *given, surname = str(value or "").split() or [""]
    if not given:
        given, surname = [surname], ""
    return {fields.GIVEN_NAME: " ".join(given) or None, fields.SURNAME: surname or None}


def set_registry_grading(
    *,
    case: refs.CaseRef,
    grading: str,
    remove_places: bool = False,
    by: Actor,
    at: clock.Instant,
) -> None:
    """Follow the register's grading: under the strictest, no place is stored at all.

    Refuses the strictest while places are stored, unless they are removed for good with it.
    """
    with transaction.atomic():
        subjects = links.find_or_make(case)
        row = SubjectLink.objects.get(case=case.code)
        forbid = grading == STRICTEST
        if forbid and whereabouts.every([subjects.wid]):
            if not remove_places:
                raise PlacesAreStored
            links.give_new_place(row, subjects=subjects, by=str(by.person), at=at)
        if row.places_forbidden == forbid:
            return
        row.places_forbidden = forbid
        row.save(update_fields=["places_forbidden"])
        action = "disclosure.places_forbidden" if forbid else "disclosure.places_allowed"
        _enter(action, case, by=by, at=at, details={})


def erase_child(*, case: refs.CaseRef, by: Actor, at: clock.Instant) -> None:
    """Destroy every key of the case and its child: identity, name in use, places and free text.

    Cannot be undone. The ledger keeps that it was done, and references that now lead nowhere.
    """
    with transaction.atomic():
        subjects = links.find(case)
        vault_subjects = [subjects.rid, subjects.cid, subjects.wid] if subjects else []
        links.forget(case)
        for subject in [*vault_subjects, case.code]:
            sealing.destroy_keys(subject, by=str(by.person), at=at, case=case.code)
        _enter("disclosure.child_erased", case, by=by, at=at, details={})


def _keep_place(case: refs.CaseRef, *, kind: str, value: Any, at: clock.Instant) -> int:
    subjects = links.find_or_make(case)
    if value is not None and _places_forbidden(case):
        raise PlacesAreForbidden
    kept = whereabouts.keep(subjects.wid, values={kind: as_text(value)}, on=clock.local_date(at))
    return kept[kind]


def _places_forbidden(case: refs.CaseRef) -> bool:
    return SubjectLink.objects.filter(case=case.code, places_forbidden=True).exists()


def _enter(
    action: str,
    case: refs.CaseRef,
    *,
    by: Actor,
    at: clock.Instant,
    details: Mapping[str, Any],
) -> None:
    ledger.append(action=action, actor=by.person, at=at, case=case, details=details)


# ── what is kept of what was typed ───────────────────────────────────────────
def as_text(value: Any) -> str | None:
    """Write a value as the vault keeps it: a text or a date as it is, anything else as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def _named(child: NewChild) -> dict[str, str]:
    given = {
        fields.GIVEN_NAME: child.given_name,
        fields.SURNAME: child.surname,
        fields.BIRTH_DATE: child.birth_date.isoformat() if child.birth_date else None,
        fields.NATIONAL_NUMBER: child.national_number,
        fields.GENDER: child.gender,
    }
    return {name: text for name, text in given.items() if text is not None}


def _checked(values: Mapping[str, str], *, at: clock.Instant) -> dict[str, str]:
    kept = dict(values)
    for name in fields.REAL_NAMES:
        if name in kept:
            kept[name] = _name(kept[name], field=name)
    if fields.BIRTH_DATE in kept:
        _check_birth_date(kept[fields.BIRTH_DATE], today=clock.local_date(at))
    if kept.get(fields.NATIONAL_NUMBER):
        kept[fields.NATIONAL_NUMBER] = _number(kept[fields.NATIONAL_NUMBER])
    return kept


def _check_birth_date(text: str, *, today: date) -> None:
    try:
        born = date.fromisoformat(text)
    except ValueError:
        raise IdentityRefused(fields={"birth_date": "Skriv en dato som finnes."}) from None
    if born > today:
        raise IdentityRefused(fields={"birth_date": "Fødselsdatoen kan ikke være etter i dag."})


def _name(text: str, *, field: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name or len(name) > _LONGEST_NAME:
        raise IdentityRefused(fields={field: "Skriv et navn på høyst 120 tegn."})
    return name


def _number(text: str) -> str:
    try:
        return numbers.require_fit(text, mode=settings.FOREVAR_MODE).digits
    except numbers.NumberRefused as refused:
        raise type(refused)(fields={"national_number": refused.text}) from None
