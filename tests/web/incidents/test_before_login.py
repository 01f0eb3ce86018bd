"""The page before sign-in: 112 first, whoever asks, without a database and without JavaScript."""

import pytest
from django.test import Client
from django.urls import reverse

from forevar.casework.incidents import rules
from forevar.kernel import clock


def test_112_stands_before_everything_else(client: Client) -> None:
    page = client.get(reverse("incidents:start")).content.decode()

    assert page.index("tel:112") < page.index("Hva skjer?</h1>")
    assert [page.index(one.title) for one in rules.CONDITIONS] == sorted(
        page.index(one.title) for one in rules.CONDITIONS
    )


@pytest.mark.parametrize("slug", sorted(rules.BY_SLUG))
def test_every_condition_answers_with_112_in_reach(client: Client, slug: str) -> None:
    answer = client.get(reverse("incidents:condition", kwargs={"slug": slug}), follow=True)

    assert answer.status_code == 200
    assert "tel:112" in answer.content.decode()


def test_the_clock_starts_with_one_tap_from_the_menu(client: Client) -> None:
    answer = client.get(reverse("incidents:condition", kwargs={"slug": rules.NOT_ARRIVED.slug}))

    assert answer.status_code == 302
    assert "avtalt=" in answer.headers["Location"]


def test_opened_37_minutes_late_the_first_paint_says_112(client: Client) -> None:
    late = clock.now().astimezone(clock.NORWAY) - clock.days(37 / 24 / 60)
    url = reverse("incidents:condition", kwargs={"slug": rules.NOT_ARRIVED.slug})

    page = client.get(f"{url}?avtalt={late:%H%M}").content.decode()

    assert "Ring 112 nå" in page


def test_a_nonsense_time_starts_the_clock_now(client: Client) -> None:
    url = reverse("incidents:condition", kwargs={"slug": rules.NOT_ARRIVED.slug})

    assert client.get(f"{url}?avtalt=<script>").status_code == 302


def test_an_unknown_condition_is_not_found(client: Client) -> None:
    assert client.get("/hendelse/start/noe-helt-annet/").status_code == 404
