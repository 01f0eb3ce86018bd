"""Whoever chose nynorsk or English meets no bokmål that the catalogue has other words for.

Every page of the matrix is read in both languages by those it opens for.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polib
import pytest
from django.conf import settings
from django.test import override_settings

from forevar.ops import messages
from tests import cast as casts
from tests.matrix import spoken, test_roles, world

pytestmark = pytest.mark.django_db
READERS: Final = (
    "caseworker",
    "intake_adviser",
    "cws_leader",
    "unit_staff",
    "privacy_officer",
    "signed_out",
)
ROWS: Final = [row for row in test_roles.rows() if "ok" in {row[one] for one in READERS}]


@pytest.fixture(scope="module", autouse=True)
def _translated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the pages speak what the catalogues say now, compiled or not."""
    folder = tmp_path_factory.mktemp("locale")
    for language, path in messages.catalogues():
        compiled = folder / language / "LC_MESSAGES" / "django.mo"
        compiled.parent.mkdir(parents=True)
        polib.pofile(str(path)).save_as_mofile(str(compiled))
    with override_settings(LOCALE_PATHS=[Path(folder)]):
        yield


def _page(cast: casts.Cast, *, reader: str, name: str, language: str) -> str:
    browser: Any = world.browser(cast, reader)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = browser.get(world.address(name, cast, cast.nora))
    assert answer.status_code == 200, f"{name} for {reader}"
    return str(answer.content.decode())


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["page"])
def test_no_page_is_left_in_bokmaal(row: dict[str, str], language: str, cast: casts.Cast) -> None:
    left = {
        text
        for reader in READERS
        if row[reader] == "ok"
        for text in spoken.catalogue(language).left_in_bokmaal(
            _page(cast, reader=reader, name=row["page"], language=language)
        )
    }

    assert left == set()


def test_a_page_left_in_bokmaal_is_found(cast: casts.Cast) -> None:
    page = _page(cast, reader="caseworker", name="shell:work", language="nb")

    for language in messages.LANGUAGES:
        assert "Saker" in page
        assert set(spoken.catalogue(language).left_in_bokmaal(page))


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>Vet ikke ennå</p>", True),
        ("<p>Veit ikkje enno</p>", False),
        ('<a aria-label="Til tidslinjen">x</a>', True),
        ("<p>Lagret kl. 14.32</p>", True),
        ("<p>Først · Du har ingen frister nå. Sist</p>", True),
        ("<script>Vet ikke ennå</script>", False),
        ('<ul><li lang="nb">Vet ikke ennå<br></li></ul>', False),
        ('<ul><li lang="nb"><br>x</li><li>Vet ikke ennå</li></ul>', True),
    ],
)
def test_one_planted_text_is_found(markup: str, found: bool) -> None:
    assert bool([*spoken.catalogue("nn").left_in_bokmaal(markup)]) is found
