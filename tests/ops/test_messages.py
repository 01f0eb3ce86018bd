"""The catalogues: what is gathered, what the check finds, and that it touches nothing."""

import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import polib
import pytest
from click.testing import CliRunner
from django import forms
from django.utils import translation

from forevar.ops import messages, texts

KNOWN = texts.Text("Lagret kl. %(time)s")
COUNTED = texts.Text("%(n)s dag", "%(n)s dager")


def _code(source: str) -> set[texts.Text]:
    return set(texts.in_code(source, name="made-up.py"))


def _template(source: str) -> set[texts.Text]:
    return set(texts.in_template(source, name="made-up.html"))


@pytest.mark.parametrize(
    "source",
    [
        '_("Ja")',
        'gettext("Ja")',
        'gettext_lazy("Ja")',
        'gettext_noop("Ja")',
        'N_("Ja")',
        'roles.gettext_noop("Ja")',
        "from django.utils.translation import gettext as said\nsaid('Ja')",
        "from forevar.a.rules.words import gettext_noop as told\ntold('Ja')",
        'class No(errors.DomainError):\n    code = "no"\n    text = "Ja"',
        'class No(Refused):\n    code: ClassVar[str] = "no"\n    text: str = "J" "a"',
        'class Denied:\n    code: str\n    text: str = "Ja"',
        'raise No(fields={"name": "Ja"})',
        'decision.Denied("no", "Ja")',
        'gettext("J" + "a")',
    ],
)
def test_every_way_of_marking_a_text_in_code_is_found(source: str) -> None:
    assert _code(source) == {texts.Text("Ja")}


@pytest.mark.parametrize(
    "source",
    [
        'say("Ja")',
        "gettext(found)",
        'class No:\n    code = "ledger_broken"\n    text = "Ja"',
        'class No:\n    code = "keys_x"\n    def stop(self):\n        No(fields={"a": "Ja"})',
        'class Row:\n    text = "Ja"',
        '"""gettext("Ja")"""',
    ],
)
def test_what_nobody_reads_on_a_page_is_left_alone(source: str) -> None:
    assert _code(source) == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% translate "Ja" %}', texts.Text("Ja")),
        ("<p title=\"{% translate 'Ja' %}\">", texts.Text("Ja")),
        ("{% blocktranslate %}Ja{% endblocktranslate %}", texts.Text("Ja")),
        ("{% blocktranslate trimmed %}\n  Ja\n  {% endblocktranslate %}", texts.Text("Ja")),
        (
            "{% blocktranslate with a=b %}«Ja», {{ a }}{% endblocktranslate %}",
            texts.Text("«Ja», %(a)s"),
        ),
        (
            "{% blocktranslate count n=x %}{{ n }} dag{% plural %}{{ n }} dager{% endblocktranslate %}",
            COUNTED,
        ),
        ('{{ name|default:_("Ja") }}', texts.Text("Ja")),
        ('{% include "a.html" with b=_("Ja") %}', texts.Text("Ja")),
        ('  <p>\n      <b>{% translate "Ja" %}</b>\n  </p>\n <i>', texts.Text("Ja")),
    ],
)
def test_every_way_of_marking_a_text_in_a_template_is_found(source: str, found: texts.Text) -> None:
    assert _template("{% load i18n %}" + source) == {found}


def test_what_cannot_stand_in_a_catalogue_is_refused() -> None:
    with pytest.raises(texts.CannotBeGathered, match="f-string"):
        _code('gettext(f"Hei {name}")')
    with pytest.raises(texts.CannotBeGathered, match="context"):
        _code('pgettext("menu", "Ja")')
    with pytest.raises(texts.CannotBeGathered, match="context"):
        _template('{% load i18n %}{% translate "Ja" context "menu" %}')


def test_a_text_with_and_without_a_plural_is_one_entry(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('ngettext("Vis", "Vis flere", n); gettext("Vis")')

    assert texts.every_text(tmp_path) - texts.BORROWED == {texts.Text("Vis", "Vis flere")}


def test_two_plurals_of_one_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('ngettext("Vis", "Vis flere", n); ngettext("Vis", "Vis to", n)')

    with pytest.raises(texts.CannotBeGathered, match="Vis"):
        texts.every_text(tmp_path)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_all_that_gnu_gettext_finds_in_code_is_found() -> None:
    modules = sorted(str(path) for path in messages.PACKAGE.rglob("*.py"))
    marks = [f"--keyword={mark}" for mark in texts.MARKS]
    marks += [f"--keyword={mark}:1,2" for mark in texts.PLURAL_MARKS]
    written = subprocess.run(
        ["xgettext", "--language=Python", "--from-code=UTF-8", "--keyword", *marks]
        + ["--output=-", *modules],
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    theirs = {entry.msgid for entry in polib.pofile(written)}
    ours = {text.one for text in texts.every_text(messages.PACKAGE)}

    assert len(theirs) > 500
    assert theirs - ours == set()


# ── the check ────────────────────────────────────────────────────────────────
def _entry(text: texts.Text, *words: str, **more: Any) -> polib.POEntry:
    if text.many:
        plural = dict(enumerate(words))
        return polib.POEntry(msgid=text.one, msgid_plural=text.many, msgstr_plural=plural, **more)
    return polib.POEntry(msgid=text.one, msgstr=words[0], **more)


def _faults(text: texts.Text, *words: str, **more: Any) -> list[str]:
    known = {text: _entry(text, *words, **more)} if words else {}
    return [*messages.faults(frozenset({text}), known=known)]


def test_a_whole_catalogue_has_no_faults() -> None:
    assert _faults(KNOWN, "Saved at %(time)s") == []
    assert _faults(COUNTED, "%(n)s day", "%(n)s days") == []


@pytest.mark.parametrize(
    ("text", "words", "more", "said"),
    [
        (KNOWN, (), {}, "no catalogue knows"),
        (KNOWN, ("",), {}, "no translation"),
        (KNOWN, ("Saved at %(time)s",), {"flags": ["fuzzy"]}, "uncertain"),
        (KNOWN, ("Saved at %(time)s",), {"obsolete": True}, "nothing uses"),
        (KNOWN, ("Saved",), {}, "%(time)s"),
        (KNOWN, ("Saved at %(hour)s",), {}, "%(hour)s"),
        (texts.Text("Lagret {time}"), ("Saved",), {}, "{time}"),
        (texts.Text("Les <b>alt</b>"), ("Read <b>all",), {}, "</b>"),
        (COUNTED, ("%(n)s day", ""), {}, "no translation"),
        (COUNTED, ("%(n)s day", "days"), {}, "%(n)s"),
    ],
)
def test_each_fault_is_found(
    text: texts.Text, words: tuple[str, ...], more: dict[str, Any], said: str
) -> None:
    assert said in " ".join(_faults(text, *words, **more))


def test_a_translation_nothing_uses_is_stale() -> None:
    known = {KNOWN: _entry(KNOWN, "Saved at %(time)s")}

    assert "nothing uses" in " ".join(messages.faults(frozenset(), known=known))


def test_the_check_agrees_that_every_text_is_ready_is_quick_and_touches_nothing() -> None:
    before = {path: path.read_bytes() for _, path in messages.catalogues()}
    began = time.monotonic()
    answer = CliRunner().invoke(messages.messages, ["check"])

    assert answer.exit_code == 0, answer.output
    assert "bokmål, nynorsk and English" in answer.output
    assert time.monotonic() - began < 15  # about one second on a quiet machine
    assert {path: path.read_bytes() for _, path in messages.catalogues()} == before


CORE_TERMS = (
    ("Mitt arbeid", "Arbeidet mitt", "My work"),
    ("Vet ikke ennå", "Veit ikkje enno", "Not known yet"),
    ("Må fylles ut", "Må fyllast ut", "Required"),
    ("Valgfritt", "Valfritt", "Optional"),
    ("Barnet er ikke kommet", "Barnet har ikkje komme", "The child has not arrived"),
    ("Ring 112 nå", "Ring 112 no", "Call 112 now"),
    ("Du kan ringe når som helst", "Du kan ringje når som helst", "You can call at any time"),
    ("Gjør nå", "Gjer no", "Do now"),
    ("Neste", "Neste", "Next"),
    ("Gjort", "Gjort", "Done"),
    ("Skriv i loggen", "Skriv i loggen", "Write in the log"),
    ("Barnet er tilbake", "Barnet er tilbake", "The child is back"),
    ("Skjul", "Skjul", "Hide"),
    ("Hvem vet hva", "Kven veit kva", "Who knows what"),
    ("Hvem har sett", "Kven har sett", "Who has looked"),
    ("Nødtilgang", "Naudtilgang", "Emergency access"),
    ("Nødkort", "Naudkort", "Emergency card"),
    ("Sikkerhetsplan", "Sikkerheitsplan", "Safety plan"),
    ("Min trygghetsplan", "Tryggleiksplanen min", "My safety plan"),
    ("Sikkerhetstiltak", "Sikkerheitstiltak", "Safety measure"),
    ("Skjult adresse", "Skjult adresse", "Hidden address"),
    ("Fortrolig", "Fortruleg", "Confidential"),
    ("Strengt fortrolig", "Strengt fortruleg", "Strictly confidential"),
    ("Nettverkskart", "Nettverkskart", "Network map"),
    ("Flytteplan", "Flytteplan", "Moving plan"),
    ("Tiltakslogg", "Tiltakslogg", "Action log"),
    ("Kriselogg", "Kriselogg", "Crisis log"),
    ("Veilederen sier", "Rettleiaren seier", "The guide says"),
    ("Gjelder nå", "Gjeld no", "In force now"),
    ("Ikke på nett", "Ikkje på nett", "Offline"),
    ("Lagret kl. %(time)s", "Lagra kl. %(time)s", "Saved at %(time)s"),
    ("Barnevernstjenesten", "Barnevernstenesta", "The child welfare service"),
)


def test_the_core_terms_are_the_ones_agreed_on() -> None:
    said = {
        language: {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
        for language, path in messages.catalogues()
    }
    in_use = [term for term in CORE_TERMS if term[0] in said["nn"]]

    assert len(in_use) >= 15
    for source, nynorsk, english in in_use:
        assert (said["nn"][source], said["en"][source]) == (nynorsk, english)


def _slips(language: str, source: str, words: str) -> list[str]:
    """Name what a hurried translation gets wrong."""
    found = []
    if source[-1:] in ".?:…" and words[-1:] != source[-1:] and source not in ABBREVIATIONS:
        found.append("the end of the sentence")
    if language == "en" and re.search("[«»'\"]", words):
        found.append("the quotation marks")
    if words != words.strip() and source == source.strip():
        found.append("the space around it")
    return found


ABBREVIATIONS = frozenset({"kl.", "bvl."})


def test_the_translations_end_and_quote_as_they_should() -> None:
    slips = [
        (language, entry.msgid, slip)
        for language, path in messages.catalogues()
        for entry in polib.pofile(str(path))
        if texts.Text(entry.msgid) not in texts.BORROWED
        for slip in _slips(language, entry.msgid, entry.msgstr or entry.msgstr_plural[0])
    ]

    assert slips == []
    assert _slips("en", "Velg «Ja».", "Choose «Yes»") == [
        "the end of the sentence",
        "the quotation marks",
    ]
    assert _slips("nn", "Ja", "Ja ") == ["the space around it"]


# ── a package of our own, to spoil ───────────────────────────────────────────
@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "page.html").write_text('{% load i18n %}{% translate "Ja" %}')
    monkeypatch.setattr(texts, "BORROWED", frozenset({texts.Text("Needed.")}))
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    return tmp_path


def _run(command: str) -> Any:
    return CliRunner().invoke(messages.messages, [command])


def _translate(words: dict[str, str]) -> None:
    for language, path in messages.catalogues():
        catalogue = polib.pofile(str(path), wrapwidth=0)
        for entry in catalogue:
            entry.msgstr = words[language]
        catalogue.save()


def test_gathering_makes_catalogues_and_keeps_what_is_translated(package: Path) -> None:
    assert _run("gather").output.splitlines() == [
        "nb: 1 texts, 1 to translate.",
        "nn: 2 texts, 2 to translate.",
        "en: 2 texts, 2 to translate.",
    ]
    assert _run("check").exit_code != 0
    _translate({"nb": "Må", "nn": "Jau", "en": "Yes"})
    assert _run("check").exit_code == 0

    (package / "more.py").write_text('gettext("Nei")')
    assert "nn, en: no catalogue knows «Nei»" in _run("check").output
    assert "nn: 3 texts, 1 to translate" in _run("gather").output
    assert "«Nei»" in _run("check").output
    assert "«Ja»" not in _run("check").output

    (package / "page.html").unlink()
    assert "nothing uses «Ja»" in _run("check").output
    _run("gather")
    assert "«Ja»" not in _run("check").output


def test_what_is_compiled_is_what_the_pages_say(package: Path, settings: Any) -> None:
    _run("gather")
    _translate({"nb": "Må", "nn": "Jau", "en": "Yes"})

    assert _run("compile").exit_code == 0
    settings.LOCALE_PATHS = [package / "web" / "locale"]
    with translation.override("nn"):
        assert translation.gettext("Ja") == "Jau"
    with translation.override("en"):
        assert translation.gettext("Ja") == "Yes"
    with translation.override("nb"):
        assert translation.gettext("Ja") == "Ja"
        assert translation.gettext("Needed.") == "Må"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", ["Må fylles ut.", "Velg fra listen."]),
        ("nn", ["Må fyllast ut.", "Vel frå lista."]),
        ("en", ["Required.", "Choose from the list."]),
    ],
)
def test_a_field_without_words_of_its_own_says_what_to_do(
    language: str, said: list[str], tmp_path: Path, settings: Any
) -> None:
    class Form(forms.Form):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "A")])

    compiled_to(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override(language):
        form = Form({"kind": "<b>"})
        assert [error for errors in form.errors.values() for error in errors] == said


def compiled_to(folder: Path) -> None:
    for language, path in messages.catalogues():
        compiled = folder / language / "LC_MESSAGES" / "django.mo"
        compiled.parent.mkdir(parents=True)
        polib.pofile(str(path)).save_as_mofile(str(compiled))


def test_what_is_never_a_page_is_the_same_list_as_the_pages_keep() -> None:
    from forevar.web.kit import refusals

    assert texts.NEVER_A_PAGE == refusals.OUR_OWN
