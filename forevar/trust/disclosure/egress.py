"""The second barrier: what leaves is read once more for this child's values, whoever wrote them.

The scope stops sealed values from meeting; this finds the same values in free text, split over two
fields or hidden in markup, and masks what would complete a forbidden set.
"""

from collections.abc import Iterable
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext

from forevar.kernel import refs
from forevar.trust.disclosure import fields, links, masking, traces
from forevar.trust.vaults import dated, sealing
from forevar.trust.vaults import scope as scopes
from forevar.trust.vaults.identity import store as identity
from forevar.trust.vaults.whereabouts import store as whereabouts

DisclosureScope = scopes.DisclosureScope
_KINDS: Final[dict[str, masking.Kind]] = {
    "text/html": "html",
    "application/json": "json",
    "application/problem+json": "json",
}
# Who stays when two things cannot both: the name in use, then the real name, then the place.
_STAYS_BEFORE: Final = ("COVER", "REAL", "WHERE")


def guard(
    text: str, case: refs.CaseRef, scope: DisclosureScope, kind: masking.Kind = "html"
) -> str:
    """Give the text with everything masked that would complete a forbidden set for this child.

    What was opened in the scope stays; what was only found gives way. The fields that were masked
    are left in `scope.masked`. On a linking surface for this case nothing is masked.
    """
    if scope.may_link and scope.linking is not None and scope.linking.case == case:
        return text
    known = _values(case)
    if not known.values:
        return text
    found = _found(text, known=known, kind=kind)
    if not found:
        return text
    hidden = _too_much(found, known=known, case=case, scope=scope)
    if not hidden:
        return text
    masked = sorted({known.values[owner].field for trace in hidden for owner in trace.owners})
    scope.masked.extend(name for name in masked if name not in scope.masked)
    return masking.mask(text, kind=kind, found=hidden, word=gettext("[skjermet]"))


def guard_response(
    response: HttpResponse, *, case: refs.CaseRef, scope: DisclosureScope
) -> tuple[str, ...]:
    """Guard what a view is about to send, and tell which fields were masked.

    Anything that is not text is left alone: documents are guarded before they are set in type.
    """
    content_type = response.get("Content-Type", "").partition(";")[0].strip().lower()
    kind = _KINDS.get(content_type, "plain" if content_type.startswith("text/") else None)
    if kind is not None and response.content:
        charset = response.charset or "utf-8"
        before = response.content.decode(charset)
        after = guard(before, case, scope, kind)
        if after != before:
            response.content = after.encode(charset)
    return tuple(scope.masked)


def find_vault_values(text: str, case: refs.CaseRef) -> set[str]:
    """Say which classes of sealed values stand in a text somebody is about to save.

    REAL and COVER are a name or a number, WHERE a place. What the child is called here is not
    sealed from anybody who reads the text, so it does not count.
    """
    known = _values(case)
    called = _call_name_field(known)
    told: set[str] = set()
    for trace in _found(text, known=known, kind="plain"):
        owners = [known.values[owner] for owner in trace.owners]
        if not any(owner.is_current and owner.field == called for owner in owners):
            told |= _classes(trace, known=known)
    return told - {scopes.NAME}


def _call_name_field(known: traces.Traces) -> str:
    covered = any(v.is_current and v.field == fields.NAME_IN_USE for v in known.values)
    return fields.NAME_IN_USE if covered else fields.GIVEN_NAME


def _values(case: refs.CaseRef) -> traces.Traces:
    subjects = links.find(case)
    if subjects is None:
        return traces.Traces([])
    values = [
        *_opened(identity.every([subjects.rid]), key_class="REAL"),
        *_opened(identity.every_cover([subjects.cid]), key_class="COVER"),
        *_opened(whereabouts.every([subjects.wid]), key_class="WHERE"),
    ]
    known = traces.of(values)
    _look_for_whole_name(known)
    return known


def _look_for_whole_name(known: traces.Traces) -> None:
    """Two names that are everyday words each give a child away when they stand together."""
    current = {v.field: n for n, v in enumerate(known.values) if v.is_current}
    owners = [current[name] for name in fields.REAL_NAMES if name in current]
    whole = " ".join(known.values[owner].text for owner in owners)
    if not traces.has_telling_word(known, whole):
        known.add_together(whole, owners=owners)


def _opened(rows: Iterable[dated.DatedValue], *, key_class: str) -> list[traces.Value]:
    latest = {row.field: row.number for row in rows}
    found = []
    for row in rows:
        text = sealing.compute_with(row.value, purpose="egress")
        if text and row.field != fields.GENDER:
            classes = fields.shown_as(row.field, key_class=key_class)
            found.append(traces.Value(row.field, classes, row.number == latest[row.field], text))
    return found


def _found(text: str, *, known: traces.Traces, kind: masking.Kind) -> list[traces.Trace]:
    return traces.find(
        known,
        readings=masking.readings(text, kind=kind),
        visible=lambda: masking.visible(text, kind=kind),
    )


def _classes(trace: traces.Trace, *, known: traces.Traces) -> frozenset[str]:
    """Say what a trace gives away: what all its owners share, or everything if they share nothing.

    A given name that stays in the name in use is a name, but neither the real one nor the other.
    """
    owners = [known.values[owner].classes for owner in trace.owners]
    return frozenset.intersection(*owners) or frozenset().union(*owners)


def _too_much(
    found: Iterable[traces.Trace],
    *,
    known: traces.Traces,
    case: refs.CaseRef,
    scope: DisclosureScope,
) -> list[traces.Trace]:
    shown = _shown_fields(scope, case=case)
    held = scope.classes_of(case.code)
    hidden = []
    classed = [(_classes(trace, known=known), trace) for trace in found]
    for classes, trace in sorted(classed, key=_priority):
        if any(_is_shown(known.values[owner], shown=shown) for owner in trace.owners):
            continue
        if _is_forbidden(held | classes):
            hidden.append(trace)
        else:
            held |= classes
    return hidden


def _priority(classed: tuple[frozenset[str], traces.Trace]) -> int:
    classes = classed[0]
    return max((_STAYS_BEFORE.index(name) for name in classes if name in _STAYS_BEFORE), default=0)


def _is_forbidden(held: frozenset[str]) -> bool:
    return any(pair <= held for pair in scopes.FORBIDDEN)


def _is_shown(value: traces.Value, *, shown: frozenset[str]) -> bool:
    return value.is_current and value.field in shown


def _shown_fields(scope: DisclosureScope, *, case: refs.CaseRef) -> frozenset[str]:
    """Name the fields that the output opened on purpose; the call name is one of two."""
    shown: set[str] = set()
    for opened in scope.opened:
        if opened.subject != case.code:
            continue
        if opened.field == fields.CALL_NAME:
            shown.add(fields.NAME_IN_USE if "COVER" in opened.classes else fields.GIVEN_NAME)
        elif opened.field == fields.CHILD_NAME:
            shown.update(fields.REAL_NAMES)
        else:
            shown.add(opened.field)
    return frozenset(shown)
