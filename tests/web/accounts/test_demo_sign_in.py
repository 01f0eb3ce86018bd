"""The made-up cast is at the door of a demonstration, and nowhere else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forevar.trust.audit import ledger
from tests.web.accounts.people import hire

pytestmark = pytest.mark.django_db


def test_in_a_demonstration_one_tap_signs_in_as_somebody_made_up(settings: Any) -> None:
    settings.FOREVAR_MODE = "demo"
    person = hire("ivar")
    client = Client()
    door = client.get(reverse("accounts:sign_in")).content.decode()
    assert "Ivar Prøvesen" in door
    assert "Virksomhet ivar" in door

    answer = client.post(reverse("accounts:demo_sign_in"), {"person": person.key})

    assert answer["Location"] == reverse("shell:home")
    assert client.get(reverse("shell:more")).status_code == 200
    assert next(iter(ledger.entries(limit=1))).action == "accounts.signed_in"


@pytest.mark.parametrize("mode", ["test", "production"])
def test_elsewhere_the_cast_is_not_shown_and_the_address_does_not_exist(
    settings: Any, mode: Any
) -> None:
    settings.FOREVAR_MODE = mode
    person = hire("ivar")
    client = Client()

    answer = client.post(reverse("accounts:demo_sign_in"), {"person": person.key})

    assert answer.status_code == 404
    assert "Ivar Prøvesen" not in client.get(reverse("accounts:sign_in")).content.decode()
    assert client.get(reverse("shell:more")).status_code == 302


def test_an_unknown_person_gets_the_page_of_an_address_that_never_was(settings: Any) -> None:
    settings.FOREVAR_MODE = "demo"

    answer = Client().post(reverse("accounts:demo_sign_in"), {"person": "x" * 22})

    assert answer.status_code == 404


def test_a_session_made_in_a_demonstration_is_no_proof_elsewhere(settings: Any, rf: Any) -> None:
    from forevar.kernel import clock
    from forevar.web.kit import step_up

    settings.FOREVAR_MODE = "demo"
    client = Client()
    client.post(reverse("accounts:demo_sign_in"), {"person": hire("ivar").key})
    request: Any = client.get(reverse("shell:more")).wsgi_request
    request.at = clock.now()
    assert step_up.recently_confirmed(request)

    settings.FOREVAR_MODE = "production"

    assert not step_up.recently_confirmed(request)
