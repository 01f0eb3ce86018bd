"""No template construct shows a sealed value while no scope is open; inside one, no two that clash."""

from typing import Any

import pytest
from django.template import Context, Engine, TemplateSyntaxError

from forevar.trust.vaults import scope
from tests.trust.vaults.rows import CANARY, OTHER_CANARY

CONSTRUCTS = [
    "{{ x }}",
    "{{ x|safe }}",
    "{{ x|escape }}",
    "{{ x|force_escape }}",
    "{{ x|lower }}",
    "{{ x|upper }}",
    "{{ x|title }}",
    "{{ x|capfirst }}",
    "{{ x|truncatechars:40 }}",
    "{{ x|truncatewords:9 }}",
    "{{ x|default:'-' }}",
    "{{ x|default_if_none:'-' }}",
    "{{ x|yesno }}",
    "{{ x|length }}",
    "{{ x|first }}",
    "{{ x|last }}",
    "{{ x|slice:':3' }}",
    "{{ x|join:'' }}",
    "{{ x|make_list }}",
    "{{ x|add:'' }}",
    "{{ x|cut:' ' }}",
    "{{ x|slugify }}",
    "{{ x|urlencode }}",
    "{{ x|iriencode }}",
    "{{ x|urlize }}",
    "{{ x|linebreaks }}",
    "{{ x|linebreaksbr }}",
    "{{ x|linenumbers }}",
    "{{ x|striptags }}",
    "{{ x|addslashes }}",
    "{{ x|escapejs }}",
    "{{ x|json_script:'d' }}",
    "{{ x|pprint }}",
    "{{ x|stringformat:'s' }}",
    "{{ x|stringformat:'r' }}",
    "{{ x|center:40 }}",
    "{{ x|ljust:40 }}",
    "{{ x|wordcount }}",
    "{{ x|wordwrap:9 }}",
    "{{ x|filesizeformat }}",
    "{{ x|floatformat }}",
    "{{ x|date:'Y' }}",
    "{{ x|phone2numeric }}",
    "{{ x|random }}",
    "{{ x|dictsort:0 }}",
    "{{ x|unordered_list }}",
    "{{ x.0 }}",
    "{{ x._unseal }}",
    "{{ x._subject }}",
    "{{ x.__dict__ }}",
    "{{ x.__class__ }}",
    "{% if x %}yes{% endif %}",
    "{% if x == '" + CANARY + "' %}" + CANARY + "{% endif %}",
    "{% if 'K' in x %}" + CANARY + "{% endif %}",
    "{% if x > 'A' %}" + CANARY + "{% endif %}",
    "{% for c in x %}{{ c }}{% endfor %}",
    "{% firstof x '-' %}",
    "{% with y=x %}{{ y }}{% endwith %}",
    "{% autoescape off %}{{ x }}{% endautoescape %}",
    "{% filter upper %}{{ x }}{% endfilter %}",
    "{% widthratio x 10 100 %}",
    "{% cycle x '-' %}",
    "{% ifchanged x %}{{ x }}{% endifchanged %}",
    "{% regroup x by y as z %}{{ z }}",
    "{% spaceless %}<b>{{ x }}</b>{% endspaceless %}",
    "{% debug %}",
    "{% include inner %}",
    "{{ holder }}",
    "{{ holder|join:',' }}",
    "{{ holder.0 }}",
]


def _sealed(text: str, classes: frozenset[str]) -> scope.Sealed:
    return scope.Sealed(lambda: text, classes=classes, subject="lonn-482", field="f", is_set=True)


def _render(construct: str, value: Any, *, second: Any = "") -> str:
    engine = Engine(debug=True)
    inner = engine.from_string("{{ x }}")
    context = Context({"x": value, "y": second, "inner": inner, "holder": [value]})
    return str(engine.from_string(construct).render(context))


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_closed_scope_leaks_nothing(construct: str) -> None:
    name = _sealed(CANARY, frozenset({"REAL"}))

    try:
        shown = _render(construct, name)
    except (scope.DisclosureRefused, TypeError, TemplateSyntaxError, AttributeError) as refused:
        shown = str(refused)

    assert CANARY.casefold() not in shown.casefold()
    assert "anarin" not in shown


def test_most_of_them_would_have_shown_a_plain_text() -> None:
    """Positive control: these constructs do print a value that is not sealed."""
    shown = 0
    for construct in CONSTRUCTS:
        try:
            shown += CANARY.casefold() in _render(construct, CANARY).casefold()
        except (TypeError, TemplateSyntaxError, AttributeError):
            continue

    assert len(CONSTRUCTS) >= 60
    assert shown >= 40


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_an_open_scope_never_shows_a_place_beside_a_name(construct: str) -> None:
    name = _sealed(OTHER_CANARY, frozenset({"REAL"}))
    place = _sealed(CANARY, frozenset({"WHERE"}))
    page = "{{ y }}" + construct

    try:
        with scope.disclosure_scope(surface="test"):
            shown = _render(page, place, second=name)
    except (scope.DisclosureRefused, TypeError, TemplateSyntaxError, AttributeError):
        shown = ""

    assert not (CANARY.casefold() in shown.casefold() and OTHER_CANARY in shown)


def test_in_a_scope_a_value_stands_escaped_on_the_page() -> None:
    with scope.disclosure_scope(surface="test"):
        assert _render("{{ x }}", _sealed("<i>", frozenset({"TEXT"}))) == "&lt;i&gt;"


def test_a_template_may_ask_whether_there_is_a_value() -> None:
    assert _render("{% if x.is_set %}yes{% endif %}", _sealed("a", frozenset({"TEXT"}))) == "yes"
