"""The policy as a filter: which cases may this person open at this place, as one SQL subquery.

The twin of `decide.py`. A property test shows that the two never differ.
"""

from functools import cache, partial

from django.core.exceptions import EmptyResultSet
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from forevar.kernel.clock import Instant
from forevar.trust.access import decide, policy, prepared
from forevar.trust.access.models import Grant
from forevar.trust.accounts import roles
from forevar.trust.accounts.models import Membership, Shift, in_force

Codes = QuerySet[Grant, str]

_MEMBER = "unit__memberships__"
_NOTHING = Q(pk__in=())


def case_codes(actor: policy.Actor, *, section: str, letter: str, at: Instant) -> Codes:
    """Give the codes of the cases where the person has the letter in the section.

    For use as `code__in=…`. Like the decision it asks only who the actor is, and reads roles and
    shifts itself. Unknown sections and letters give no cases.
    """
    return _codes(person=actor.person.key, at=at, section=section, letter=letter)


def among(actor: policy.Actor, *, section: str, letter: str, at: Instant) -> RawSQL:
    """Give what `case_codes` gives, for lists that are asked often; for use as `code__in=…` only.

    The statement is written once: putting it together takes Django ten times as long as the
    database needs to answer it, and a list of work asks three times.
    """
    try:
        sql, params = _written(section, letter).sql(person=actor.person.key, at=at)
    except EmptyResultSet:  # nobody has this cell
        sql, params = "SELECT NULL WHERE 1 = 0", ()
    return RawSQL(sql, params)  # noqa: S611 - the statement is Django's own, of the query below


@cache
def _written(section: str, letter: str) -> prepared.Prepared:
    marks: dict[str, prepared.Value] = {"person": "~person~", "at": prepared.SOME_TIME}
    return prepared.Prepared(partial(_codes, section=section, letter=letter), marks)


def _codes(*, person: str, at: Instant, section: str, letter: str) -> Codes:
    # Two arms and not one OR: each follows its own index, however many grants there are.
    named = _named(person, _able(section, letter, role="role", among=_NAMED), at)
    of_units = _of_units(person, _able(section, letter, role=f"{_MEMBER}role", among=_OF_UNITS), at)
    return _not_blocked(named, person, at).union(_not_blocked(of_units, person, at))


_NAMED = tuple(basis for basis in policy.BASES if basis in policy.NAMED_BASES)
_OF_UNITS = tuple(basis for basis in policy.BASES if basis not in policy.NAMED_BASES)


def _able(section: str, letter: str, *, role: str, among: tuple[str, ...]) -> Q:
    """Say which grants reach the cell: on which basis, in which role, in which organisations."""
    able = _NOTHING
    for basis in among:
        for kinds, codes in _by_kinds(policy.roles_with(section, letter, basis=basis)).items():
            able |= Q(
                **{
                    "basis": basis,
                    f"{role}__in": sorted(codes),
                    "unit__organisation__kind__in": sorted(kinds),
                }
            )
    return able


def _by_kinds(codes: frozenset[str]) -> dict[frozenset[str], set[str]]:
    """Gather the roles that exist in the same kinds of organisation: fewer terms, same meaning."""
    found: dict[frozenset[str], set[str]] = {}
    for code in codes:
        found.setdefault(roles.ROLES[code].organisation_kinds, set()).add(code)
    return found


def _named(person: str, able: Q, at: Instant) -> QuerySet[Grant]:
    """Find grants to the person by name, while the role and unit they name still hold."""
    membership = Membership.objects.filter(
        in_force(at), person=person, unit=OuterRef("unit"), role=OuterRef("role")
    )
    return Grant.objects.filter(in_force(at), able, Exists(membership), person=person)


def _of_units(person: str, able: Q, at: Instant) -> QuerySet[Grant]:
    """Find grants to units where the person is a member and has a shift that runs.

    That such a grant names nobody is the table's own rule; asking again would cost an index.
    """
    shift = Shift.objects.filter(in_force(at), person=person, unit=OuterRef("unit"))
    return Grant.objects.filter(
        in_force(at),
        in_force(at, path=_MEMBER),
        able,
        Exists(shift),
        basis__in=_OF_UNITS,
        **{f"{_MEMBER}person": person},
    )


def _not_blocked(grants: QuerySet[Grant], person: str, at: Instant) -> Codes:
    blocked = decide.blocks_in_force(at).filter(case=OuterRef("case"), person=person)
    return grants.filter(~Exists(blocked)).values_list("case", flat=True)
