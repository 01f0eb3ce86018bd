"""A sealed value tells nothing, whatever Python does with it, until a scope is open."""

import copy
import json
import logging
import pickle
import urllib.parse
from collections.abc import Callable
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.encoding import force_str
from django.utils.html import conditional_escape, escape, format_html

from forevar.trust.vaults import scope
from tests.trust.vaults.rows import CANARY

SINKS: dict[str, Callable[[Any], object]] = {
    "str": str,
    "format": format,
    "f-string": lambda x: f"{x}",
    "f-string with width": lambda x: f"{x:>40}",
    "str.format": "{}".format,
    "percent": lambda x: "%s" % x,  # noqa: UP031
    "join": lambda x: ",".join([x]),
    "add": lambda x: x + "",
    "radd": lambda x: "" + x,
    "multiply": lambda x: x * 2,
    "modulo": lambda x: x % "a",
    "bytes": bytes,
    "int": int,
    "float": float,
    "index": lambda x: [1, 2][x],
    "bool": bool,
    "not": lambda x: not x,
    "or": lambda x: x or "",
    "len": len,
    "iterate": list,
    "unpack": lambda x: [*x],
    "sorted": sorted,
    "max": lambda x: max(x, "a"),
    "equal": lambda x: x == CANARY,
    "not equal": lambda x: x != CANARY,
    "less": lambda x: x < CANARY,
    "in text": lambda x: "K" in x,
    "in list": lambda x: x in ["a"],
    "getitem": lambda x: x[0],
    "slice": lambda x: x[:3],
    "hash": hash,
    "dict key": lambda x: {x: 1},
    "set": lambda x: {x},
    "pickle": pickle.dumps,
    "json": json.dumps,
    "json with str": lambda x: json.dumps(x, default=str),
    "django json": lambda x: json.dumps(x, cls=DjangoJSONEncoder),
    "escape": escape,
    "conditional_escape": conditional_escape,
    "format_html": lambda x: format_html("<b>{}</b>", x),
    "html": lambda x: x.__html__(),
    "force_str": force_str,
    "response": HttpResponse,
    "quote": urllib.parse.quote,
    "print": lambda x: print(x),  # noqa: T201
    "attribute": lambda x: x.upper(),
    "vars": vars,
    "set attribute": lambda x: setattr(x, "_subject", "other"),
    "delete attribute": lambda x: delattr(x, "_subject"),
    "state": lambda x: x.__getstate__(),
}


@pytest.fixture
def name() -> scope.Sealed:
    return _sealed(CANARY)


def _sealed(
    text: str,
    *,
    classes: set[str] | None = None,
    subject: str = "lonn-482",
    field: str = "given_name",
) -> scope.Sealed:
    return scope.Sealed(
        lambda: text,
        classes=frozenset(classes or {"REAL"}),
        subject=subject,
        field=field,
        is_set=bool(text),
    )


@pytest.mark.parametrize("sink", SINKS)
def test_no_python_sink_gets_anything_while_no_scope_is_open(
    sink: str, name: scope.Sealed, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - each sink refuses in its own way
        SINKS[sink](name)

    assert CANARY not in str(refused.value)
    assert CANARY not in repr(refused.value)
    assert CANARY not in capsys.readouterr().out


def test_the_sinks_would_have_shown_a_plain_text() -> None:
    """Positive control: the same sinks let a plain text through, so refusing means something."""
    through = 0
    for sink in SINKS.values():
        try:
            through += CANARY in repr(sink(CANARY))
        except (TypeError, ValueError, AttributeError):
            continue

    assert through >= 20


def test_its_repr_names_the_field_and_nothing_else(name: scope.Sealed) -> None:
    assert repr(name) == "<sealed given_name>"
    assert repr([name]) == "[<sealed given_name>]"
    assert copy.deepcopy(name) is name
    assert copy.copy(name) is name


def test_a_log_call_loses_the_record_rather_than_the_secret(
    name: scope.Sealed, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)
    log = logging.getLogger("forevar.test")

    for call in (lambda: log.error("%s", name), lambda: log.error("%r", name)):
        try:
            call()
        except scope.DisclosureRefused:
            continue

    assert CANARY not in caplog.text


def test_it_becomes_text_in_an_open_scope(name: scope.Sealed) -> None:
    with scope.disclosure_scope(surface="test") as here:
        assert str(name) == CANARY
        assert f"{name:>30}".strip() == CANARY
        assert escape(_sealed("<b>")) == "&lt;b&gt;"

    assert here.classes_opened == {"REAL"}


def test_even_in_a_scope_it_is_not_a_text(name: scope.Sealed) -> None:
    for sink in ("bool", "len", "iterate", "equal", "add", "pickle", "hash", "getitem", "json"):
        with (
            pytest.raises((scope.DisclosureRefused, TypeError)),
            scope.disclosure_scope(surface="test"),
        ):
            SINKS[sink](name)


def test_the_text_stays_closed_after_the_scope(name: scope.Sealed) -> None:
    with scope.disclosure_scope(surface="test"):
        str(name)

    with pytest.raises(scope.DisclosureRefused):
        str(name)


def test_nothing_is_not_set_and_reads_as_empty() -> None:
    empty = scope.nothing(subject="lonn-482", field="given_name")

    assert empty.is_set is False
    with scope.disclosure_scope(surface="test") as here:
        assert str(empty) == ""
    assert here.opened == ()
