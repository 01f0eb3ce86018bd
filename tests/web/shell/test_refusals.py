"""A stranger cannot tell what is there from what never was; somebody on the case gets the reason."""

from typing import Any

import pytest
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory

from forevar.kernel import errors
from forevar.kernel.decision import Denied, NotAllowed
from forevar.trust.access import policy
from forevar.web.kit import refusals

pytestmark = pytest.mark.django_db


class SomebodyWasFaster(errors.DomainError):
    code = "written_meanwhile"
    text = "Noen andre skrev imens."


def refused(error: Any, path: Any = "/sak/lonn-482/") -> Any:
    request: Any = RequestFactory().get(path)
    request.error_id = "abcd"
    return refusals.Refusals(lambda _: HttpResponse()).process_exception(request, error)


def test_the_page_is_the_same_for_what_is_hidden_and_what_never_was(desk: Any) -> None:
    odd = desk.client("odd")
    task = desk.set_task()
    bodies = {
        odd.get(path).content
        for path in (
            f"/arbeid/oppgave/{desk.case}/{task}/",
            f"/arbeid/oppgave/rogn-117/{task}/",
            f"/arbeid/oppgave/not a code/{task}/",
            "/dette/har/aldri/vaert/",
            f"/sak/{desk.case}/finnes-ikke/",
        )
    }

    assert len(bodies) == 1
    assert b"lonn" not in bodies.pop()


def test_the_comparison_would_notice_a_page_that_tells() -> None:
    told = refusals.page(RequestFactory().get("/"), status=404, text="Saken Lønn-482 er lukket.")

    assert told.content != refused(Http404()).content


def test_somebody_on_the_case_gets_the_reason() -> None:
    answer = refused(NotAllowed(Denied("own_work", "Du kan ikke godkjenne ditt eget.")))

    assert answer.status_code == 403
    assert "Du kan ikke godkjenne ditt eget." in answer.content.decode()


def test_a_strangers_refusal_is_the_page_of_an_address_that_never_was() -> None:
    assert refused(NotAllowed(policy.NOT_HERE)).content == refused(Http404()).content
    assert refused(NotAllowed(policy.NOT_HERE)).status_code == 404


def test_a_state_that_has_changed_is_a_conflict_and_a_wrong_field_is_to_be_mended() -> None:
    assert refused(SomebodyWasFaster()).status_code == 409
    mended = refused(SomebodyWasFaster(fields={"due_on": "Velg en dato etter i dag."}))
    assert mended.status_code == 422
    assert "Velg en dato etter i dag." in mended.content.decode()


def test_our_own_faults_are_left_to_be_logged() -> None:
    class NoKeys(errors.DomainError):
        code = "keys_missing"

    assert refused(NoKeys()) is None
    assert refused(ZeroDivisionError()) is None


def test_a_fault_of_ours_shows_an_id_and_nothing_of_what_happened(
    desk: Any, monkeypatch: Any, caplog: Any
) -> None:
    def breaks(*args: Any, **kwargs: Any) -> Any:
        raise ValueError("et hemmelig ord")

    monkeypatch.setattr("forevar.casework.cases.selectors.list_work", breaks)
    client = desk.client("ivar", raise_request_exception=False)

    answer = client.get("/arbeid/")

    assert answer.status_code == 500
    assert "Feil-id" in answer.content.decode()
    # Django's own line goes nowhere (settings.LOGGING), though pytest sees it; ours is what is kept.
    printed = "".join(r.getMessage() for r in caplog.records if r.name.startswith("forevar"))
    assert "ValueError at" in printed
    assert "hemmelig" not in answer.content.decode() + printed


def test_no_refusal_page_holds_the_name_of_who_is_signed_in(desk: Any) -> None:
    assert "Odd" not in desk.client("odd").get("/finnes-ikke/").content.decode()
    assert desk.client("odd").get("/finnes-ikke/").content == Client().get("/nei/").content
