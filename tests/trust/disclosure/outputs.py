"""Ways a value can end up in an output, and an independent reading of what an output says."""

import html
import json
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote, unquote

from lxml import html as lxml_html


def _first(text: str) -> tuple[str, str]:
    """Split a value in two parts, between words where there are several."""
    head, gap, tail = text.partition(" ")
    return (head, tail) if gap else (text[: len(text) // 2], text[len(text) // 2 :])


def _entities(text: str) -> str:
    return "".join(f"&#{ord(letter)};" if n % 2 else letter for n, letter in enumerate(text))


def _inline(text: str) -> str:
    middle = max(len(text) // 3, 1)
    return f"{text[:middle]}<b class='x'>{text[middle : middle + 1]}</b>{text[middle + 1 :]}"


HTML: dict[str, Callable[[str], str]] = {
    "in free text": lambda v: f"<p>I går ringte noen om {v}, og det var alt.</p>",
    "alone in a cell": lambda v: f"<table><tr><td>{v}</td></tr></table>",
    "split over two cells": lambda v: (
        f"<table><tr><td>{_first(v)[0]}</td><td>{_first(v)[1]}</td></tr></table>"
        if " " in v
        else f"<table><tr><td>{v}</td><td>-</td></tr></table>"
    ),
    "split over two lines": lambda v: f"<ul><li>{v.replace(' ', '</li><li>')}</li></ul>",
    "in a form field": lambda v: f'<input type="text" name="a" value="{v}">',
    "in a title": lambda v: f"<a href='#' title='{v}'>se</a>",
    "in a link": lambda v: f'<a href="/sok/?q={quote(v)}">se</a>',
    "as entities": lambda v: f"<p>om {_entities(v)} her</p>",
    "in capitals": lambda v: f"<p>om {v.upper()} her</p>",
    "in small letters": lambda v: f"<p>om {v.lower()} her</p>",
    "broken by a tag": lambda v: f"<p>om {_inline(v)} her</p>",
    "with soft hyphens": lambda v: f"<p>om {'&shy;'.join(v)} her</p>",
    "with zero-width spaces": lambda v: "<p>om " + "\u200b".join(v) + " her</p>",
    "in full-width letters": lambda v: (
        "<p>om " + "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in v) + " her</p>"
    ),
    "in decomposed letters": lambda v: f"<p>om {unicodedata.normalize('NFD', v)} her</p>",
    "in a script's data": lambda v: (
        f'<script type="application/json">{json.dumps({"a": v})}</script>'
    ),
    "in a comment": lambda v: f"<!-- {v} --><p>x</p>",
    "with a hard space": lambda v: f"<p>om {v.replace(' ', '&nbsp;')} her</p>",
}


def says(output: str, *, kind: str) -> str:
    """Read an output with other means than the barrier: everything in it as lower-case letters."""
    if kind == "json":
        output = json.dumps(json.loads(output), ensure_ascii=False)
    if kind == "html":
        tree = lxml_html.fromstring(f"<div>{output}</div>")
        parts = ["".join(str(text) for text in tree.itertext())]
        for node in tree.iter():
            parts += [str(value) for value in node.attrib.values()]
            if callable(node.tag):
                parts.append(node.text or "")
        output = " ".join(parts)
    text = html.unescape(unquote(output))
    text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", text).casefold()


def letters(text: str) -> str:
    """Bring a value to the form of `says`, without anything but letters and digits."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())
