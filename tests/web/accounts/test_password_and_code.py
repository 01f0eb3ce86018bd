"""Name and password, and then a code: nobody comes in on a password alone."""

import time
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from forevar.trust.audit import ledger
from tests.web.accounts.people import PASSWORD, hire

pytestmark = pytest.mark.django_db
MOMENT = time.time()
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _the_app_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code lasts thirty seconds; a slow machine must not see it run out between two lines."""
    still = SimpleNamespace(time=lambda: MOMENT)
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", still)


def code_of(secret: Any) -> Any:
    return format_hotp_value(hotp_value(secret, int(MOMENT) // 30))


def sign_in(client: Any, login: Any = "ivar", password: Any = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def actions() -> Any:
    return [entry.action for entry in ledger.entries(action_prefix="accounts.", limit=20)]


def with_app(person: Any) -> Any:
    TOTP.activate(get_user_model().objects.get(pk=person.key), SECRET)


def test_a_password_alone_leads_to_adding_a_second_factor_and_nowhere_else() -> None:
    hire("ivar", password=PASSWORD)
    client = Client()

    assert sign_in(client).status_code == 302

    for name in ("shell:work", "shell:cases", "shell:me", "shell:more", "accounts:step_up"):
        answer = client.get(reverse(name))
        assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index")), name
    assert client.get(reverse("shell:help")).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200


def test_adding_an_app_with_its_code_opens_the_rest() -> None:
    hire("ivar", password=PASSWORD)
    client = Client()
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("shell:more")).status_code == 200
    assert "accounts.factor_added" in actions()


def test_with_an_app_the_password_leads_to_the_code_and_the_code_leads_in() -> None:
    with_app(hire("ivar", password=PASSWORD))
    client = Client()

    after_password = sign_in(client)

    assert after_password["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("shell:more")).status_code == 302
    after_code = client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert after_code["Location"] == reverse("shell:home")
    assert client.get(reverse("shell:more")).status_code == 200
    assert actions()[0] == "accounts.signed_in"


def test_a_wrong_code_does_not_lead_in_and_says_so_kindly() -> None:
    with_app(hire("ivar", password=PASSWORD))
    client = Client()
    sign_in(client)

    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert answer.status_code == 200
    assert "Koden stemmer ikke" in answer.content.decode()
    assert actions()[0] == "accounts.sign_in_refused"
    assert client.get(reverse("shell:more")).status_code == 302


def test_a_code_cannot_be_used_twice() -> None:
    with_app(hire("ivar", password=PASSWORD))
    code = code_of(SECRET)
    first, second = Client(), Client()
    sign_in(first)
    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    sign_in(second)

    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer_and_a_row_each() -> None:
    hire("ivar", password=PASSWORD)
    wrong = sign_in(Client(), password="ikke dette passordet")
    unknown = sign_in(Client(), login="ingen", password="ikke dette passordet")

    texts = [answer.content.decode().split("passer ikke sammen") for answer in (wrong, unknown)]
    assert [len(parts) > 1 for parts in texts] == [True, True]
    refused = [e for e in ledger.entries(limit=5) if e.action == "accounts.sign_in_refused"]
    assert len(refused) == 2
    assert "" in {entry.subject for entry in refused}


def test_too_many_wrong_passwords_close_the_door_for_a_while() -> None:
    hire("ivar", password=PASSWORD)
    for _ in range(5):
        sign_in(Client(), password="ikke dette passordet")

    answer = sign_in(Client())

    assert answer.status_code == 200
    assert "for mange forsøk" in answer.content.decode()


def test_somebody_whose_roles_have_ended_cannot_sign_in() -> None:
    person = hire("ivar", password=PASSWORD)
    get_user_model().objects.filter(pk=person.key).update(is_active=False)

    answer = sign_in(Client())

    assert answer["Location"] == reverse("account_inactive")


def test_signing_out_leaves_a_row_and_asks_the_browser_to_forget() -> None:
    with_app(hire("ivar", password=PASSWORD))
    client = Client()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})

    answer = client.post(reverse("accounts:sign_out"))

    assert answer["Clear-Site-Data"] == '"*"'
    assert actions()[0] == "accounts.signed_out"
    assert client.get(reverse("shell:more")).status_code == 302
    assert "Du er logget ut" in client.get(answer["Location"]).content.decode()


def test_the_form_never_sends_anybody_to_another_site() -> None:
    with_app(hire("ivar", password=PASSWORD))
    client = Client()
    sign_in(client, next="https://evil.example/")

    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})

    assert answer["Location"] == reverse("shell:home")


def test_the_last_second_factor_cannot_be_taken_away() -> None:
    person = hire("ivar", password=PASSWORD)
    with_app(person)
    client = Client()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert answer.status_code == 200
    assert Authenticator.objects.filter(user_id=person.key, type="totp").exists()


def test_the_last_key_cannot_be_taken_away() -> None:
    person = hire("ivar", password=PASSWORD)
    with_app(person)
    client = Client()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    key = Authenticator.objects.create(
        user_id=person.key, type="webauthn", data={"name": "blå", "credential": {}}
    )
    Authenticator.objects.filter(user_id=person.key, type="totp").delete()

    answer = client.post(reverse("mfa_remove_webauthn", kwargs={"pk": key.pk}))

    assert "Du må ha en annen nøkkel" in answer.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_nobody_reaches_the_key_of_another() -> None:
    other = hire("turid", password=PASSWORD)
    key = Authenticator.objects.create(
        user_id=other.key, type="webauthn", data={"name": "rød", "credential": {}}
    )
    with_app(hire("ivar", password=PASSWORD))
    client = Client()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})

    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.get(reverse(name, kwargs={"pk": key.pk})).status_code == 404


def test_there_is_no_sign_up_no_mail_and_no_password_reset() -> None:
    from allauth.account import urls as all_of_them
    from django.urls import NoReverseMatch

    names = {pattern.name for pattern in all_of_them.urlpatterns}
    kept = {"account_login", "account_logout", "account_inactive", "account_reauthenticate"}
    assert kept < names
    for name in names - kept:
        with pytest.raises(NoReverseMatch):
            reverse(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mfa_index", "Slik logger du inn"),
        ("mfa_deactivate_totp", "Du må ha en annen nøkkel"),
        ("mfa_list_webauthn", "Du har ingen nøkler ennå."),
        ("mfa_add_webauthn", "Navn på nøkkelen"),
        ("mfa_generate_recovery_codes", "Lag nye reservekoder"),
        ("mfa_reauthenticate", "Bruk passnøkkel"),
        ("account_logout", "Utkastene dine er lagret."),
    ],
)
def test_every_page_about_keys_is_in_our_words(name: Any, words: Any) -> None:
    person = hire("ivar", password=PASSWORD)
    with_app(person)
    client = Client()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    # Somebody with an app and a key is offered both when asked once more.
    if name == "mfa_reauthenticate":
        Authenticator.objects.create(user_id=person.key, type="webauthn", data={"name": "blå"})

    page = client.get(reverse(name)).content.decode()

    assert words in page


def test_recovery_codes_are_made_shown_and_used_once() -> None:
    with_app(hire("ivar", password=PASSWORD))
    client = Client()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})

    answer = client.post(reverse("mfa_generate_recovery_codes"))
    shown = client.get(answer["Location"])

    code = shown.context["unused_codes"][0]
    assert len(shown.context["unused_codes"]) == 10
    assert actions()[0] == "accounts.recovery_codes_made"
    for expected in (302, 200):
        other = Client()
        sign_in(other)
        assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected
