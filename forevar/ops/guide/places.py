"""Whether a place somebody claims is really there: URL names, templates in use, rules wired in."""

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import django
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver

from forevar.guideline import loader

PACKAGE: Final = Path(__file__).resolve().parents[2]
# Data and demo cases name every requirement; naming it there meets nothing.
NOT_PRODUCT: Final = ("guideline", "ops")
_TEMPLATE_TAG: Final = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
_QUOTED: Final = re.compile(r"""["']([a-z0-9][a-z0-9_./-]*)["']""")


@dataclass(frozen=True, slots=True)
class Product:
    """What the product's code and templates name, and which URL names resolve."""

    url_names: frozenset[str]
    named_in_code: frozenset[str]
    named_in_templates: frozenset[str]
    templates: frozenset[str]
    refusals: frozenset[str] = frozenset()

    def is_page(self, where: str) -> bool:
        """Whether a URL name resolves, or a template exists and is in use."""
        return where in self.url_names or self.is_template_in_use(where)

    def is_template_in_use(self, where: str) -> bool:
        """Whether a template exists and something names it."""
        return where in self.templates and where in (self.named_in_code | self.named_in_templates)

    def is_wired(self, where: str) -> bool:
        """Whether code raises a refusal with this code, or names this hard rule.

        A requirement's id is no wiring: lists and links name those without holding to them.
        """
        names_hard_rule = where.startswith("hr-") and where in self.named_in_code
        return names_hard_rule or where in self.refusals

    def is_help(self, where: str) -> bool:
        """Whether a page exists, or a template shows a text of the catalogue by its id."""
        is_text = where in loader.load_guide().rules
        return self.is_page(where) or (is_text and where in self.named_in_templates)

    def checkers(self) -> Mapping[str, Callable[[str], bool]]:
        """Return the checker of each kind of place."""
        return {
            "screen": self.is_page,
            "document": self.is_template_in_use,
            "warning": self.is_wired,
            "block": self.is_wired,
            "help": self.is_help,
        }


def product(*, package: Path = PACKAGE, resolver: Any = None) -> Product:
    """Look through the product once; sets Django up to ask which URL names resolve."""
    if resolver is None:
        resolver = _resolver()
    sources = list(_sources(package))
    templates = {
        path: path.read_text(encoding="utf-8")
        for pattern in ("*.html", "*.txt", "*.typ")
        for path in package.rglob(pattern)
        if "node_modules" not in path.parts
    }
    return Product(
        url_names=frozenset(_url_names(resolver.url_patterns, namespaces=())),
        named_in_code=frozenset(_strings(sources)),
        named_in_templates=frozenset(_named(templates.values())),
        templates=frozenset(name for path in templates for name in _template_names(path)),
        refusals=frozenset(_refusals(sources)),
    )


class ProductCannotStart(RuntimeError):
    """The pages cannot be asked for, because the product does not start."""

    def __init__(self, cause: Exception) -> None:
        self.code = "ops.product_cannot_start"
        super().__init__(f"The pages cannot be looked at: {cause}")


def _resolver() -> URLResolver:
    try:
        django.setup()
        resolver = get_resolver()
        resolver.url_patterns  # noqa: B018 -- reading it imports every page
    except (ImportError, ImproperlyConfigured) as broken:
        raise ProductCannotStart(broken) from broken
    return resolver


def _sources(package: Path) -> Iterator[Path]:
    for path in package.rglob("*.py"):
        if path.relative_to(package).parts[0] not in NOT_PRODUCT:
            yield path


def _strings(sources: Iterable[Path]) -> Iterator[str]:
    """Yield the strings that code uses; docstrings and comments claim nothing."""
    for path in sources:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=str(text)) if id(node) not in silent:
                    yield text


def _refusals(sources: Iterable[Path]) -> Iterator[str]:
    """Yield the codes of the errors that product code raises; one nobody raises stops nobody."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources]
    raised = {name for tree in trees for name in _raised(tree)}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name in raised:
                yield from _codes(node)


def _raised(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            match error:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name


def _codes(refusal: ast.ClassDef) -> Iterator[str]:
    for line in refusal.body:
        match line:
            case (
                ast.Assign(targets=[ast.Name(id="code")], value=ast.Constant(value=str(code)))
                | ast.AnnAssign(target=ast.Name(id="code"), value=ast.Constant(value=str(code)))
            ):
                yield code


def _named(templates: Iterable[str]) -> Iterator[str]:
    for text in templates:
        bare = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", "", text, flags=re.S)
        yield from _TEMPLATE_TAG.findall(bare)
        yield from _QUOTED.findall(bare)


def _template_names(path: Path) -> Iterator[str]:
    """Yield a template's name as it is loaded, and its bare file name."""
    parts = path.parts
    if "templates" in parts:
        start = len(parts) - parts[::-1].index("templates")
        yield "/".join(parts[start:])
    else:
        yield path.name


def _url_names(
    patterns: Iterable[URLPattern | URLResolver], *, namespaces: tuple[str, ...]
) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _url_names(pattern.url_patterns, namespaces=inner)
        elif pattern.name:
            yield ":".join((*namespaces, pattern.name))


@functools.cache
def collected_tests(files: tuple[str, ...], *, root: Path = PACKAGE.parent) -> frozenset[str]:
    """Ask pytest which tests it collects in some files; a file that breaks collects nothing."""
    present = [file for file in files if (root / file).is_file()]
    if not present:
        return frozenset()
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "--no-header", *present]
    ran = subprocess.run(  # noqa: S603 -- our own interpreter, on files named in our own data
        command, cwd=root, capture_output=True, text=True, check=False
    )
    return frozenset(line.strip() for line in ran.stdout.splitlines() if "::" in line)
