"""The test client refuses a page that a browser with our headers would not run, or half-made HTML."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.test import Client

from tests.guards import canaries

_TAG: Final = re.compile(r"<(?!!--)/?[a-zA-Z][^>]*>", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"""\s([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")
_INLINE_SCRIPT: Final = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>\s*\S", re.IGNORECASE)
_DATA_SCRIPT: Final = re.compile(r"<script[^>]*type=[\"']application/json[\"']", re.IGNORECASE)
_UNRENDERED: Final = re.compile(r"\{%|%\}|\{\{|\{#")
_FORM: Final = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
_POSTS: Final = re.compile(r"<form[^>]*\bmethod=[\"']?post", re.IGNORECASE)
_MAY_POST: Final = re.compile(r"csrfmiddlewaretoken|/veileder/sok/")
"""A form carries its token; searching the guide is open to all and changes nothing."""
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class BadPage(AssertionError):
    """A page holds what our headers forbid, or what a template should have rendered."""


def faults(page: str) -> Iterator[str]:
    """Say what is wrong with a page, in words for whoever wrote it."""
    if _INLINE_SCRIPT.search(_DATA_SCRIPT.sub("<data", page)):
        yield "an inline script, which the content security policy stops"
    if re.search(r"<style\b", page, re.IGNORECASE):
        yield "an inline style sheet, which the content security policy stops"
    if _UNRENDERED.search(page):
        yield "a template tag that was never rendered"
    for tag in _TAG.findall(page):
        for name, value in _ATTRIBUTE.findall(tag):
            yield from _faults_of(name.lower(), value.strip("\"'").lstrip().lower())
    for form in _FORM.findall(page):
        if _POSTS.match(form) and not _MAY_POST.search(form):
            yield "a form that posts without its token"


def _faults_of(name: str, value: str) -> Iterator[str]:
    if re.fullmatch(r"on[a-z]+", name):
        yield f"an inline handler: {name}"
    if name == "style":
        yield "a style attribute"
    if value.startswith("javascript:"):
        yield f"a javascript: address in {name}"


def names_outside(response: Any, *, path: str) -> Iterator[str]:
    """Say where somebody's name, number or place stands outside the page's own text."""
    for where, text in (
        ("the address", path),
        *((f"the header {name}", value) for name, value in response.headers.items()),
        ("a cookie", response.cookies.output()),
        ("the title", " ".join(_TITLE.findall(_text(response)))),
    ):
        if canaries.find(text):
            yield where


def _text(response: Any) -> str:
    if getattr(response, "streaming", False) or "html" not in response.headers.get(
        "Content-Type", ""
    ):
        return ""
    return str(response.content.decode(response.charset or "utf-8"))


def watch(patch: pytest.MonkeyPatch) -> None:
    """Make every test client look at what it was given."""
    ask = Client.request

    def watched(self: Client, **request: Any) -> Any:
        response = ask(self, **request)
        wrong = [*faults(_text(response))]
        path = f"{request.get('PATH_INFO', '')}?{request.get('QUERY_STRING', '')}"
        wrong += [f"a protected value in {w}" for w in names_outside(response, path=path)]
        if wrong:
            raise BadPage(f"{request.get('PATH_INFO')}: " + "; ".join(sorted(set(wrong))))
        return response

    patch.setattr(Client, "request", watched)
