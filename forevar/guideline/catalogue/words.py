"""Words in three languages, and the place where something is written."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["nb", "nn", "en"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the catalogue's files something is written."""

    file: str
    line: int

    def __str__(self) -> str:
        """Return ``file:line``."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in bokmål, nynorsk and English."""

    nb: str
    nn: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the words in one of the three languages."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}[language]
