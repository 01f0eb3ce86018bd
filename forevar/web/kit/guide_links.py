"""Addresses of places in the guides: how any page points at the section it stands on."""

import re
from functools import cache
from typing import Final

from django.urls import reverse
from django.utils.text import slugify

from forevar.guideline import catalogue

YEARS: Final = {"A": "2013", "B": "2024"}
DOCUMENTS: Final = {year: document for document, year in YEARS.items()}
_PARTS: Final = {"Del I": "i", "Del II": "ii", "Del III": "iii", "Vedlegg": "vedlegg", None: "alt"}
PARTS: Final = {slug: part for part, slug in _PARTS.items()}
LONGEST: Final = 60
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})


@cache
def heading_slug(heading: str) -> str:
    """Turn a printed heading into a short address part.

    >>> heading_slug("Begrepet «barn» og «ungdom»")
    'begrepet-barn-og-ungdom'
    >>> heading_slug("Taushetsplikt og adgangen til å videreformidle/dele opplysninger")
    'taushetsplikt-og-adgangen-til-a-videreformidle-dele'
    """
    slug = re.sub(r"-+", "-", slugify(heading.replace("/", " ").translate(_LETTERS)))
    return slug if len(slug) <= LONGEST else slug[:LONGEST].rsplit("-", 1)[0]


def section_key(source: catalogue.Source) -> tuple[str, str, str]:
    """Give the three address parts of the section a requirement stands in."""
    point = source.section or heading_slug(source.heading)
    return YEARS[source.document], _PARTS[source.part], point


def section_url(source: catalogue.Source, *, rule_id: str = "") -> str:
    """Give the address of a section, at one requirement when it is named."""
    year, part, point = section_key(source)
    url = reverse("guide:section", kwargs={"year": year, "part": part, "point": point})
    return f"{url}#{rule_id}" if rule_id else url
