"""The import contracts as import-linter reads them, and the graph of who imports whom."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import grimp
import importlinter.api  # noqa: F401  # configures import-linter's readers
from importlinter.application import use_cases
from importlinter.configuration import configure
from importlinter.domain.contract import registry

ROOT = Path(__file__).resolve().parents[2]
configure()


@cache
def _options() -> Any:
    options = use_cases.read_user_options(config_filename=str(ROOT / "pyproject.toml"))
    use_cases._register_contract_types(options)
    return options


def contracts() -> dict[str, dict[str, Any]]:
    """Give every contract's own words by its id."""
    return {told["id"]: told for told in _options().contracts_options}


@cache
def _built() -> grimp.ImportGraph:
    return grimp.build_graph(
        "forevar",
        include_external_packages=True,
        cache_dir=None,
        exclude_type_checking_imports=True,
    )


def graph() -> grimp.ImportGraph:
    """Give a copy of the graph to plant imports in."""
    return deepcopy(_built())


def keeps(contract: str, imports: grimp.ImportGraph) -> bool:
    """Tell whether one contract is kept by these imports."""
    told = contracts()[contract]
    checked = registry.get_contract_class(told["type"])(
        name=told["name"],
        session_options=_options().session_options,
        contract_options={k: v for k, v in told.items() if k not in {"id", "name", "type"}},
    ).check(deepcopy(imports), verbose=False)
    return bool(checked.kept)
