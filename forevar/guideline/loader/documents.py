"""YAML files as plain values that remember file and line; every problem is noted, none swallowed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml
from yaml import CSafeLoader
from yaml.constructor import ConstructorError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from forevar.guideline import catalogue

_READER: Final = CSafeLoader("")
_TEXT_TAG: Final = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the catalogue's files."""

    place: catalogue.Place
    message: str

    def __str__(self) -> str:
        """Return ``file:line: message``."""
        return f"{self.place}: {self.message}"


class CatalogueError(ValueError):
    """The catalogue cannot be loaded; the message names file and line of every problem."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.code = "guideline.catalogue_error"
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class Entry(dict[Any, Any]):
    """A mapping of a file, with the place where it begins and where each key stands."""

    __slots__ = ("lines", "place")

    def __init__(self, place: catalogue.Place) -> None:
        super().__init__()
        self.place = place
        self.lines: dict[Any, int] = {}

    def at(self, key: Any) -> catalogue.Place:
        """Return the place of one key, or of the mapping where the key is absent."""
        return catalogue.Place(self.place.file, self.lines.get(key, self.place.line))


@dataclass(slots=True)
class Desk:
    """Where problems are gathered while files are read, so that all are told at once."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def note(self, place: catalogue.Place, message: str) -> None:
        """Remember a problem and go on."""
        self.problems.append(Problem(place=place, message=message))

    def settle(self) -> None:
        """Raise everything noted; do nothing when nothing was."""
        if self.problems:
            raise CatalogueError(tuple(self.problems))

    def read(self, path: Path) -> Any:
        """Read one file; None, with the problem noted, when it cannot be read."""
        name = path.relative_to(self.root).as_posix()
        try:
            node = yaml.compose(path.read_bytes(), Loader=CSafeLoader)
        except (OSError, yaml.YAMLError, UnicodeDecodeError) as broken:
            mark = getattr(broken, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            reason = getattr(broken, "problem", None) or type(broken).__name__
            self.note(catalogue.Place(name, line), f"cannot be read: {reason}")
            return None
        return None if node is None else self._value(node, file=name)

    def entries(self, path: Path) -> list[Entry]:
        """Read a file that holds a list of mappings."""
        content = self.read(path)
        place = catalogue.Place(path.relative_to(self.root).as_posix(), 1)
        if content is None:
            return []
        if not isinstance(content, list) or not all(isinstance(each, Entry) for each in content):
            self.note(place, "a list of entries was expected")
            return []
        return content

    def mapping(self, path: Path) -> Entry:
        """Read a file that holds one mapping."""
        content = self.read(path)
        if isinstance(content, Entry):
            return content
        place = catalogue.Place(path.relative_to(self.root).as_posix(), 1)
        self.note(place, "keys with values were expected")
        return Entry(place)

    def _value(self, node: Node, *, file: str) -> Any:
        if isinstance(node, ScalarNode):
            return self._scalar(node, file=file)
        if isinstance(node, SequenceNode):
            return [self._value(child, file=file) for child in node.value]
        assert isinstance(node, MappingNode)  # noqa: S101 -- YAML has three kinds of nodes
        return self._entry(node, file=file)

    def _entry(self, node: MappingNode, *, file: str) -> Entry:
        entry = Entry(catalogue.Place(file, node.start_mark.line + 1))
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._value(key_node, file=file)
            if isinstance(key, (list, dict)):
                self.note(catalogue.Place(file, line), "a key must be a word")
                continue
            if key in entry:
                self.note(catalogue.Place(file, line), f"the key «{key}» stands twice")
            entry[key] = self._value(value_node, file=file)
            entry.lines[key] = line
        return entry

    def _scalar(self, node: ScalarNode, *, file: str) -> Any:
        if node.tag == _TEXT_TAG:
            return node.value
        try:
            return _READER.construct_object(node)
        except (ConstructorError, ValueError) as broken:
            place = catalogue.Place(file, node.start_mark.line + 1)
            self.note(place, f"not a plain value: {broken}")
            return None


class Fields:
    """Typed reading of one entry; whatever is absent or of the wrong kind is noted once."""

    def __init__(self, entry: Entry, *, desk: Desk) -> None:
        self.entry = entry
        self.desk = desk
        self.used: set[Any] = set()

    def _take(self, key: str, *, kinds: tuple[type, ...], expected: str, optional: bool) -> Any:
        self.used.add(key)
        value = self.entry.get(key)
        if value is None and optional:
            return None
        if value is None or (isinstance(value, str) and not value.strip()):
            self.desk.note(self.entry.at(key), f"«{key}» is missing")
            return None
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self.desk.note(self.entry.at(key), f"«{key}» must be {expected}")
            return None
        return value

    def text(self, key: str) -> str:
        """Return a text that must be there."""
        return self._take(key, kinds=(str,), expected="text", optional=False) or ""

    def text_or_none(self, key: str) -> str | None:
        """Return a text that may be absent."""
        value: str | None = self._take(key, kinds=(str,), expected="text", optional=True)
        return value

    def number(self, key: str) -> int:
        """Return a whole number."""
        return self._take(key, kinds=(int,), expected="a whole number", optional=False) or 0

    def flag(self, key: str) -> bool:
        """Return true or false."""
        self.used.add(key)
        value = self.entry.get(key)
        if not isinstance(value, bool):
            self.desk.note(self.entry.at(key), f"«{key}» must be true or false")
        return value is True

    def day(self, key: str) -> date | None:
        """Return a date, or None where none is given."""
        value = self.entry.get(key)
        self.used.add(key)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                self.desk.note(self.entry.at(key), f"«{key}» must be a date, YYYY-MM-DD")
                return None
        if value is not None and not isinstance(value, date):
            self.desk.note(self.entry.at(key), f"«{key}» must be a date, YYYY-MM-DD")
            return None
        return value

    def words(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of words."""
        value = self._take(key, kinds=(list,), expected="a list", optional=optional)
        if value is None:
            return ()
        if not all(isinstance(each, str) for each in value):
            self.desk.note(self.entry.at(key), f"«{key}» must be a list of words")
            return ()
        return tuple(value)

    def choice(self, key: str, *, among: tuple[str, ...] | frozenset[str]) -> str:
        """Return a word of a closed list."""
        value = self.text(key)
        if value and value not in among:
            self.desk.note(self.entry.at(key), f"«{key}» cannot be «{value}»")
        return value

    def child(self, key: str) -> "Fields":
        """Return a mapping inside this one."""
        self.used.add(key)
        value = self.entry.get(key)
        if not isinstance(value, Entry):
            self.desk.note(self.entry.at(key), f"«{key}» is missing")
            value = Entry(self.entry.at(key))
        return Fields(value, desk=self.desk)

    def translated(self, key: str) -> catalogue.Text:
        """Return the same words in the three languages."""
        inner = self.child(key)
        text = catalogue.Text(nb=inner.text("nb"), nn=inner.text("nn"), en=inner.text("en"))
        inner.nothing_else()
        return text

    def nothing_else(self) -> None:
        """Note every key that nobody asked for: it is most likely misspelt."""
        for key in self.entry:
            if key not in self.used:
                self.desk.note(self.entry.at(key), f"«{key}» is not a key here")


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files of a folder by name; nothing where there is no such folder."""
    if folder.is_dir():
        yield from sorted(folder.glob("*.yaml"))


def word(key: Any) -> str:
    """Return a key of a file as the word it stands for: YAML reads true and false as bools."""
    return str(key).lower() if isinstance(key, bool) else str(key)
