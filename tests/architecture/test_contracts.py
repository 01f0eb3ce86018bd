"""Every import contract is kept, matches something, and fails when its import is planted."""

import fnmatch
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from tests.architecture import imports

# contract → the import that it must refuse: who, and whom
PLANTED: Final = {
    "layers": ("forevar.trust.audit.leaf", "forevar.casework.cases.services"),
    "pure-core": ("forevar.trust.access.policy", "django"),
    "casework-order": ("forevar.casework.cases.selectors", "forevar.casework.assessments"),
    "feature-anatomy": ("forevar.casework.intake.models", "forevar.casework.intake.services"),
    "meet-at-the-door": ("forevar.casework.screening.services", "forevar.casework.cases.models"),
    "trust-order": ("forevar.trust.accounts.models", "forevar.trust.access.models"),
    "who-and-where-apart": (
        "forevar.trust.vaults.identity.store",
        "forevar.trust.vaults.whereabouts.store",
    ),
    "vaults-sealed": (
        "forevar.casework.screening.selectors",
        "forevar.trust.vaults.identity.store",
    ),
    "one-crypto-module": ("forevar.trust.vaults.keyfile", "tink"),
    "ledger-sealed": ("forevar.ops.ledger", "forevar.trust.audit.models"),
    "one-meeting-place": ("forevar.casework.screening.selectors", "forevar.guideline.evaluate"),
    "interfaces-see-no-tables": ("forevar.web.shell.start", "forevar.casework.cases.models"),
    "pages-apart": ("forevar.web.cases.views", "forevar.web.intake.forms"),
    "before-login-knows-no-one": (
        "forevar.web.incidents.before_login",
        "forevar.trust.access.decide",
    ),
    "settings-via-django": ("forevar.web.kit.frame", "forevar.config.settings"),
    "no-cycles": ("forevar.trust.audit.chain", "forevar.trust.audit.ledger"),
    "kernel-closed": ("forevar.kernel.clock", "forevar.kernel.decision"),
    "guideline-order": ("forevar.guideline.truth", "forevar.guideline.loader"),
}


def test_every_contract_has_an_import_planted() -> None:
    assert set(PLANTED) == set(imports.contracts())


@pytest.mark.parametrize("contract", sorted(PLANTED))
def test_the_contract_is_kept(contract: str) -> None:
    assert imports.keeps(contract, imports.graph())


@pytest.mark.parametrize("contract", PLANTED)
def test_the_contract_refuses_the_planted_import(contract: str) -> None:
    who, whom = PLANTED[contract]
    graph = imports.graph()
    for module in (who, whom):
        if module not in graph.modules:
            assert not module.startswith("forevar"), module
            graph.add_module(module, is_squashed=True)
    graph.add_import(importer=who, imported=whom, line_number=1, line_contents="planted")

    assert not imports.keeps(contract, graph)


def test_the_command_names_the_broken_contract(tmp_path: Path) -> None:
    shutil.copytree(
        imports.ROOT / "forevar",
        tmp_path / "forevar",
        ignore=lambda folder, names: [n for n in names if n.endswith((".yaml", ".css", ".html"))],
    )
    shutil.copy(imports.ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "forevar" / "trust" / "vaults" / "identity" / "store.py"
    planted.write_text(
        planted.read_text(encoding="utf-8")
        + "\nfrom forevar.trust.vaults.whereabouts import store as planted\n",
        encoding="utf-8",
    )

    ran = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
        + ["--contract", "who-and-where-apart", "--contract", "one-crypto-module"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert "identity vault and the whereabouts vault do not know each other BROKEN" in ran.stdout
    assert "Only vaults.sealing speaks to Tink" in ran.stdout
    assert ran.stdout.count("BROKEN") == 1


def _names(told: dict[str, Any]) -> list[str]:
    keys = ("containers", "source_modules", "forbidden_modules", "modules", "protected_modules")
    return [name for key in keys for name in told.get(key, ())]


def _matches(pattern: str, modules: set[str]) -> bool:
    deep = re.escape(pattern).replace(r"\*\*", r".+").replace(r"\*", r"[^.]+")
    return any(re.fullmatch(deep, module) for module in modules)


@pytest.mark.parametrize("contract", sorted(PLANTED))
def test_every_name_in_a_contract_matches_something(contract: str) -> None:
    modules = imports.graph().modules

    assert [n for n in _names(imports.contracts()[contract]) if not _matches(n, modules)] == []


def test_a_name_that_matches_nothing_is_found() -> None:
    assert not _matches("forevar.casework.*.modles", imports.graph().modules)


def test_two_imports_are_excused_and_no_more() -> None:
    excused = {i for told in imports.contracts().values() for i in told.get("ignore_imports", ())}

    assert excused == {
        "forevar.trust.vaults.sealing -> tink",
        "forevar.trust.audit.signing -> cryptography",
    }


def test_anatomy_excuses_only_what_django_asks_for() -> None:
    excused = {n for t in imports.contracts().values() for n in t.get("exhaustive_ignores", ())}

    assert excused == {"apps", "migrations", "templatetags"}


def test_relative_imports_and_banned_doors_are_refused_by_the_linter() -> None:
    settings = (imports.ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert 'ban-relative-imports = "all"' in settings
    for door in ("django.contrib.admin", "django.db.models.signals", "get_model", "mark_safe"):
        assert fnmatch.filter(settings.splitlines(), f'"*{door}".msg = *'), door
