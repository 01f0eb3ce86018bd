"""Every guard finds what it is there for: the defect is planted, and the guard must say so."""

import io
import logging
import socket

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client, override_settings
from django.urls import path

from forevar.kernel import clock
from forevar.trust.audit import fence, ledger, models
from tests.guards import canaries, network, pages
from tests.guards import ledger as ledger_guard

GOOD = "<title>Førevar</title><p>Hei</p>"


@pytest.mark.parametrize(
    "address", [("192.0.2.1", 80), ("2001:db8::1", 443), ("example.invalid", 80)]
)
def test_the_network_is_closed(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as line, pytest.raises(network.NetworkIsClosed):
        line.connect(address)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<p onclick='x()'>",
        '<p style="color:red">',
        "<style>p{}</style>",
        '<a href=" javascript:x()">',
        "{% translate 'x' %}",
        "{{ name }}",
        "{# note #}",
        '<form action="/" method="post"><button>Lagre</button></form>',
    ],
)
def test_a_bad_page_is_found(bad: str) -> None:
    assert [*pages.faults(GOOD + bad)]


@pytest.mark.parametrize(
    "fine",
    [
        '<script src="/s/forevar.js" defer></script>',
        '<script type="application/json">{"a": 1}</script>',
        '<form method="get"><button>Søk</button></form>',
        '<p data-on="x" class="stil">onclick="tekst"</p>',
    ],
)
def test_a_good_page_is_let_through(fine: str) -> None:
    assert not [*pages.faults(GOOD + fine)]


def _telling(request: HttpRequest) -> HttpResponse:
    words = {
        "title": "<title>Tindskarholt</title>",
        "header": "<p>Hei</p>",
        "handler": "<p onclick=x>Hei</p>",
        "fine": "<p>Tindskarholt</p>",
    }
    kind = request.path.strip("/").split("-")[0]
    response = HttpResponse(words.get(kind, GOOD))
    if kind == "header":
        response["Content-Disposition"] = 'attachment; filename="tindskarholt.pdf"'
    return response


urlpatterns = [path("<path:where>", lambda request, where: _telling(request))]


@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
@pytest.mark.parametrize("address", ["/title/", "/header/", "/handler/", "/sak-tindskarholt/"])
def test_the_client_refuses_a_name_outside_the_text_and_inline_code(address: str) -> None:
    with pytest.raises(pages.BadPage):
        Client().get(address)


@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def test_a_name_in_the_text_is_for_the_matrix_to_judge() -> None:
    assert Client().get("/fine/").status_code == 200


def test_a_variable_that_was_never_given_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="Undefined template variable"):
        Template("{{ ukjent }}").render(Context())


def test_a_name_in_a_log_line_is_found(log_watch: canaries.LogWatch) -> None:
    log = logging.Logger("forevar.planted")
    log.addHandler(logging.StreamHandler(stream=io.StringIO()))

    log.warning("saved %s", "lonn-482")
    assert not log_watch.leaks

    log.warning("saved %s", "TINDSKARHOLTS")
    assert len(log_watch.leaks) == 1
    log_watch.leaks.clear()


def _one_entry() -> None:
    with transaction.atomic():
        ledger.append(action="cases.opened", actor="system", at=clock.now())


def test_a_name_in_the_ledger_is_found(db: None) -> None:
    _one_entry()
    ledger_guard.check()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canaries, "find", lambda told: "cases.opened" in told)
        with pytest.raises(AssertionError, match="protected value"):
            ledger_guard.check()


def test_a_ledger_that_was_changed_is_found(db: None) -> None:
    _one_entry()
    with transaction.atomic():
        fence.lower_fence(connection)
        entry = models.LedgerEntry.objects.get()
        models.LedgerEntry.objects.update(leaf=bytes(entry.leaf).replace(b"cases", b"casts"))

        with pytest.raises(AssertionError):
            ledger_guard.check()
        transaction.set_rollback(True)
