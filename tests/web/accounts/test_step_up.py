"""Proving once more who sits here: a fresh proof is enough, an old one is asked for again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forevar.kernel import clock
from forevar.web.kit import step_up
from tests.web.accounts.people import hire

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_demo(settings: Any) -> Any:
    settings.FOREVAR_MODE = "demo"
    client = Client()
    client.post(reverse("accounts:demo_sign_in"), {"person": hire("ivar").key})
    return client


def asked(client: Any, *, later: Any) -> Any:
    request = client.get(reverse("shell:more")).wsgi_request
    request.at = clock.now() + later
    return request


def test_a_proof_holds_five_minutes_and_not_longer(in_demo: Any) -> None:
    assert step_up.recently_confirmed(asked(in_demo, later=timedelta(minutes=4, seconds=50)))
    assert not step_up.recently_confirmed(asked(in_demo, later=timedelta(minutes=5, seconds=10)))
    assert not step_up.recently_confirmed(asked(in_demo, later=timedelta(minutes=3)), seconds=120)


def test_a_password_is_never_proof_enough(in_demo: Any) -> None:
    session = in_demo.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": clock.now().timestamp(), "reauthenticated": True}
    ]
    session.save()

    assert not step_up.recently_confirmed(asked(in_demo, later=timedelta()))


def test_whoever_is_asked_comes_back_to_the_same_page(in_demo: Any) -> None:
    page = reverse("shell:me")
    asking = step_up.ask(asked(in_demo, later=timedelta()))
    assert asking["Location"] == f"{reverse('accounts:step_up')}?next=%2Fmer%2F"

    shown = in_demo.get(reverse("accounts:step_up"), {"next": page})
    answer = in_demo.post(reverse("accounts:step_up"), {"next": page})

    assert shown.status_code == 200
    assert answer["Location"] == page


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil"]
)
def test_it_never_leads_to_another_site(in_demo: Any, elsewhere: Any) -> None:
    answer = in_demo.post(reverse("accounts:step_up"), {"next": elsewhere})

    assert answer["Location"] == reverse("shell:home")
