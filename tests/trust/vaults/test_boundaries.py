"""What the import contracts cannot see: who may look at a value without showing it, who may link."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import forevar

PACKAGE = Path(forevar.__file__).parent
WITHOUT_SHOWING = {"compute_with", "relabel", "joined"}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _keywords(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def looks_without_showing(name: str, tree: ast.AST) -> bool:
    """Tell whether a module outside disclosure and the envelope reads values without a scope."""
    if name.startswith("trust/disclosure/") or name in {
        "trust/vaults/scope.py",
        "trust/vaults/sealing.py",
    }:
        return False
    return bool(set(_names(tree)) & {"_unseal", "_Kept", "_data_key", "compute_with", "relabel"})


def links(name: str, tree: ast.AST) -> bool:
    """Tell whether a module opens a scope on a linking surface."""
    return name != "trust/vaults/scope.py" and "linking" in set(_keywords(tree))


def imports_tink(name: str, tree: ast.AST) -> bool:
    """Tell whether a module speaks to Tink."""
    return name != "trust/vaults/sealing.py" and any(
        (isinstance(node, ast.Import) and any(a.name.split(".")[0] == "tink" for a in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tink")
        for node in ast.walk(tree)
    )


def meets_the_other_vault(name: str, tree: ast.AST) -> bool:
    """Tell whether one vault speaks of the other, or anybody but disclosure of either."""
    stores = {"forevar.trust.vaults.identity", "forevar.trust.vaults.whereabouts"}
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for store in stores:
        own = store.removeprefix("forevar.").replace(".", "/") + "/"
        if name.startswith((own, "trust/disclosure/")):
            continue
        if any(module.startswith(store) for module in imported):
            return True
    return False


RULES = (looks_without_showing, links, imports_tink, meets_the_other_vault)


@pytest.mark.parametrize("rule", RULES)
def test_nobody_breaks_the_rule(rule: object) -> None:
    assert callable(rule)
    assert [name for name, tree in _modules() if rule(name, tree)] == []


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (looks_without_showing, "web/cases/views.py", "sealing.compute_with(x, purpose='age')"),
        (looks_without_showing, "casework/cases/services.py", "x._unseal()"),
        (looks_without_showing, "api/app.py", "from forevar.trust.vaults.scope import relabel"),
        (looks_without_showing, "api/app.py", "getattr(x, '_unseal')()"),
        (links, "web/cases/views.py", "opening.scope(surface='x', linking=use)"),
        (imports_tink, "trust/vaults/keyring.py", "from tink import aead"),
        (imports_tink, "trust/audit/chain.py", "import tink.aead"),
        (
            meets_the_other_vault,
            "trust/vaults/identity/store.py",
            "from forevar.trust.vaults.whereabouts import store",
        ),
        (
            meets_the_other_vault,
            "casework/cases/selectors.py",
            "from forevar.trust.vaults.identity.models import Identity",
        ),
    ],
)
def test_the_rule_bites(rule: object, name: str, source: str) -> None:
    """Positive control: plant the defect and see the rule find it."""
    assert callable(rule)
    assert rule(name, ast.parse(source))


def test_values_are_looked_at_without_showing_for_few_reasons() -> None:
    """Every use names why; a new one is a decision, so the count stands here."""
    uses: dict[str, int] = {}
    for name, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("compute_with"):
                why = next(k.value for k in node.keywords if k.arg == "purpose")
                uses[f"{name} {ast.literal_eval(why)}"] = 1
    assert sorted(uses) == [
        "trust/disclosure/egress.py egress",
        "trust/disclosure/finding.py search",
        "trust/disclosure/links.py link",
        "trust/disclosure/selectors.py age",
        "trust/disclosure/services.py keep",
    ]
