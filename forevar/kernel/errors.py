"""The one base of every broken promise: a code, named fields and a discreet text."""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """A promise that could not be kept.

    `code` is stable and may be logged. `text` is shown to a person: clear, kind, and without
    personal data; it is a message id that the interface translates. `fields` names what to mend.
    """

    code: ClassVar[str] = "error"
    text: str = "Det gikk ikke."

    def __init__(self, text: str | None = None, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(self.code)
        if text is not None:
            self.text = text
        self.fields: dict[str, str] = dict(fields or {})
