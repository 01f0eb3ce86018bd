"""What goes in and out, as the OpenAPI description tells it. The guideline itself checks a file."""

from typing import Any, Literal

from ninja import Schema

Modality = Literal["must", "must-not", "should", "should-not", "may", "inform"]

CASE_FILE_BODY: dict[str, Any] = {
    "required": True,
    "description": "A case file: at most 1 MiB and 32 levels, no duplicate keys. Keys of `facts` are "
    'fact ids of the catalogue; an absent fact was not asked, `{"unknown": "asked"}` was asked.',
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "additionalProperties": False,
                "required": ["on", "facts"],
                "properties": {
                    "on": {"type": "string", "format": "date"},
                    "facts": {"type": "object", "additionalProperties": True},
                },
            },
            "example": {"on": "2026-11-21", "facts": {"abduction_risk": "present"}},
        }
    },
}


class Problem(Schema):
    """Why a request was refused, where in it, in words that repeat no value."""

    class What(Schema):
        """Code, place and words."""

        code: str
        path: str
        message: str

    error: What


class Advice(Schema):
    """What the guides ask: what applies, what cannot be told yet, what does not apply."""

    editions: list[str]
    applies: list[dict[str, Any]]
    unknown: list[dict[str, Any]]
    does_not_apply: list[str]
    hard_rules: list[str]
