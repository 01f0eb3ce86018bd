"""The page of participation: what was told and said, in versions."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from forevar.casework.screening.models import Answer, ViewsNote
from tests.casework.screening.conftest import World
from tests.web.screening.conftest import body

SignIn = Callable[[str], Client]
TALK = {
    "voice": "child",
    "held_on": "2026-11-20",
    "heard": "yes",
    "told": "Hva som skjer videre.",
    "said": "Jeg vil ha med hunden.",
    "wording": "heard",
    "weight": "Vi lar hunden være med.",
    "who_reads": "Kontaktpersonen.",
    "told_who_reads": "on",
}


def _send(client: Client, world: World, **fields: Any) -> Any:
    return client.post(f"/sak/{world.case}/medvirkning/", {**TALK, **fields})


def test_a_talk_is_written_down_and_shown(world: World, as_person: SignIn) -> None:
    client = as_person("berit")
    assert _send(client, world).status_code == 302

    page = body(client.get(f"/sak/{world.case}/medvirkning/"))
    assert "Jeg vil ha med hunden." in page
    assert "Har hørt teksten og er enig i ordene" in page
    assert Answer.objects.filter(fact="child_views", is_latest=True).exists()


def test_what_is_missing_is_said_and_nothing_is_lost(world: World, as_person: SignIn) -> None:
    sent = _send(as_person("kari"), world, told="", wording="")

    assert sent.status_code == 422
    assert body(sent).count("Skriv hva dere fortalte.") == 2
    assert "Jeg vil ha med hunden." in body(sent)
    assert not ViewsNote.objects.exists()


def test_a_new_version_starts_from_the_one_that_holds(world: World, as_person: SignIn) -> None:
    client = as_person("kari")
    _send(client, world)
    page = body(client.get(f"/sak/{world.case}/medvirkning/?stemme=child"))
    note = ViewsNote.objects.get()

    assert f'value="{note.key}"' in page
    assert _send(client, world, said="Jeg vil bo alene.", version=note.key).status_code == 302
    again = _send(client, world, said="Noe tredje.", version=note.key)
    assert again.status_code == 422
    assert "Noen andre har skrevet det samme." in body(again)
    assert "Noe tredje." in body(again)
    page = body(client.get(f"/sak/{world.case}/medvirkning/"))
    assert "Tidligere versjon" in page


def test_a_leader_reads_and_does_not_write(world: World, as_person: SignIn) -> None:
    _send(as_person("kari"), world)
    client = as_person("turid")

    page = body(client.get(f"/sak/{world.case}/medvirkning/"))
    assert "Jeg vil ha med hunden." in page
    assert "Lagre notatet" not in page
    assert _send(client, world).status_code == 403


def test_a_caseworker_of_another_case_finds_nothing(world: World, as_person: SignIn) -> None:
    assert _send(as_person("odd"), world).status_code == 404
    assert not ViewsNote.objects.exists()
