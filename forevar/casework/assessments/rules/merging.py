"""Facts from several records, joined: two that contradict each other are no knowledge."""

from collections.abc import Iterable, Mapping

from forevar.guideline import truth


def joined(sources: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """Join what several records tell of one case.

    Something known beats something not known; two known values that differ are disputed, so the
    fact is missing until somebody settles it.

    >>> joined([{"legal_basis": "voluntary"}, {"legal_basis": "care_order"}])
    {'legal_basis': Unknown(why='disputed')}
    """
    together: dict[str, object] = {}
    for source in sources:
        for fact, told in source.items():
            together[fact] = _one_of(together[fact], told) if fact in together else told
    return together


def _one_of(first: object, second: object) -> object:
    if isinstance(second, truth.Unknown):
        return first
    if isinstance(first, truth.Unknown):
        return first if first.why == "disputed" else second
    return first if first == second else truth.Unknown("disputed")


def as_frozen(facts: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """Write facts down as codes only: the value, or why there is none."""
    return {
        fact: {"why": told.why} if isinstance(told, truth.Unknown) else {"value": _plain(told)}
        for fact, told in sorted(facts.items())
    }


def _plain(told: object) -> object:
    if isinstance(told, Mapping):
        return {str(name): _plain(value) for name, value in told.items()}
    if isinstance(told, (list, tuple)):
        return [_plain(each) for each in told]
    return told if isinstance(told, (bool, int, str)) else str(told)


def changed(
    before: Mapping[str, Mapping[str, object]], after: Mapping[str, Mapping[str, object]]
) -> tuple[str, ...]:
    """Name the facts that are not what they were, in the order of the alphabet."""
    return tuple(fact for fact in sorted({*before, *after}) if before.get(fact) != after.get(fact))
