"""Finds every text a person may read: marked in code and templates, or the words of a refusal.

Read with Python's own parser and Django's own template reader, so that nothing need be installed.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import templatize

MARKS: Final = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "N_"})
PLURAL_MARKS: Final = frozenset({"ngettext", "ngettext_lazy"})
CONTEXT_MARKS: Final = frozenset({"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"})
NEVER_A_PAGE: Final = ("ledger_", "keys_", "seal_", "scope_already_open", "no_such_class")
"""Beginnings of the codes that are logged as our own fault: nobody reads their words on a page."""


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text, with its plural where it counts something."""

    one: str
    many: str = ""


BORROWED: Final = frozenset(
    {
        Text("Enter a valid date."),
        Text("Enter a valid date/time."),
        Text("Enter a valid value."),
        Text("Enter a whole number."),
        Text("Select a valid choice. %(value)s is not one of the available choices."),
        Text("Select a valid choice. That choice is not one of the available choices."),
        Text("This field is required."),
    }
)
"""What Django says beside a field where a form has no words of its own: we say what to do instead,
in bokmål too, and never repeat what somebody typed."""


class CannotBeGathered(ValueError):
    """A text is marked in a way that no catalogue can hold."""


def every_text(package: Path) -> frozenset[Text]:
    """Give every text of the package, and those it borrows, once each."""
    found = set(BORROWED)
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts:
            found.update(in_code(path.read_text(encoding="utf-8"), name=str(path)))
    for path in sorted(package.rglob("*.html")):
        found.update(in_template(path.read_text(encoding="utf-8"), name=str(path)))
    return _joined(found)


def in_code(source: str, *, name: str) -> Iterator[Text]:
    """Give what a module marks, and the words of the refusals it defines."""
    tree = ast.parse(source, filename=name)
    marks = _names(tree)
    never_shown = {inner for node in ast.walk(tree) for inner in _of_a_fault(node)}
    for node in ast.walk(tree):
        if node in never_shown:
            continue
        if isinstance(node, ast.ClassDef):
            yield from _refusal(node)
        elif isinstance(node, ast.Call):
            yield from _marked(node, marks=marks, name=name)
            yield from _what_to_mend(node)


def _names(tree: ast.Module) -> dict[str, str]:
    """Say which mark each name of the module stands for: `gettext as translated` is a mark too."""
    names = {mark: mark for mark in MARKS | PLURAL_MARKS | CONTEXT_MARKS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {
                one.asname: one.name for one in node.names if one.asname and one.name in names
            }
    return names


def _marked(call: ast.Call, *, marks: dict[str, str], name: str) -> Iterator[Text]:
    mark = marks.get(_called_name(call), "")
    if not mark or not call.args:
        return
    if mark in CONTEXT_MARKS:
        raise CannotBeGathered(f"{name}:{call.lineno}: texts with a context are not used here.")
    if isinstance(call.args[0], ast.JoinedStr):
        raise CannotBeGathered(f"{name}:{call.lineno}: an f-string cannot be translated.")
    words = [_constant(argument) for argument in call.args[:2]]
    if mark in PLURAL_MARKS and len(words) == 2:
        yield Text(words[0], words[1])
    elif words[0]:
        yield Text(words[0])


def _of_a_fault(node: ast.AST) -> Iterator[ast.AST]:
    """Give everything in a class that is logged as our own fault, and never shown."""
    if isinstance(node, ast.ClassDef) and _values(node).get("code", "").startswith(NEVER_A_PAGE):
        yield from ast.walk(node)


def _refusal(node: ast.ClassDef) -> Iterator[Text]:
    """Give the words of a class that has both a stable code and a text to show."""
    values = _values(node)
    if "code" in values and values.get("text"):
        yield Text(values["text"])


def _values(node: ast.ClassDef) -> dict[str, str]:
    """Give what a class says of itself in plain words; empty where it only names the kind."""
    values: dict[str, str] = {}
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            values[line.targets[0].id] = _constant(line.value)
        elif isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            values[line.target.id] = _constant(line.value) if line.value else ""
    return values


def _what_to_mend(call: ast.Call) -> Iterator[Text]:
    """Give the words that a refusal puts beside a field, and the words of a denial."""
    for keyword in call.keywords:
        if keyword.arg == "fields" and isinstance(keyword.value, ast.Dict):
            yield from (
                Text(_constant(value)) for value in keyword.value.values if _constant(value)
            )
    if _called_name(call) == "Denied" and len(call.args) > 1 and _constant(call.args[1]):
        yield Text(_constant(call.args[1]))


def _called_name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _constant(node: ast.expr) -> str:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _constant(node.left) + _constant(node.right)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def in_template(source: str, *, name: str) -> Iterator[Text]:
    """Give what a template marks, as Django itself reads it."""
    shown = re.sub(r"(?m)^\s+", "", templatize(source, origin=name))
    tokens = [
        token
        for token in tokenize.generate_tokens(io.StringIO(shown).readline)
        if token.type in {tokenize.NAME, tokenize.OP, tokenize.STRING}
    ]
    for place, token in enumerate(tokens):
        if token.type == tokenize.NAME and tokens[place + 1 : place + 2]:
            yield from _called(tokens, place=place, name=name)


def _called(tokens: list[tokenize.TokenInfo], *, place: int, name: str) -> Iterator[Text]:
    mark = tokens[place].string
    if tokens[place + 1].string != "(" or mark not in MARKS | PLURAL_MARKS | CONTEXT_MARKS:
        return
    if mark in CONTEXT_MARKS:
        raise CannotBeGathered(f"{name}: texts with a context are not used here.")
    words = [
        str(ast.literal_eval(token.string))
        for token in tokens[place + 2 : place + 5]
        if token.type == tokenize.STRING
    ]
    if mark in PLURAL_MARKS:
        yield Text(words[0], words[1])
    elif words:
        yield Text(words[0])


def _joined(found: set[Text]) -> frozenset[Text]:
    """Let a text that stands both alone and with a plural be one entry, as gettext demands."""
    plurals: dict[str, str] = {}
    for text in found:
        if text.many and plurals.setdefault(text.one, text.many) != text.many:
            raise CannotBeGathered(f"«{text.one}» has two plurals; give one of them other words.")
    return frozenset(text for text in found if text.many or text.one not in plurals)
