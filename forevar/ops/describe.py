"""`forevar describe`: the reference pages that code writes about itself, compared in the tests."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "docs" / "reference" / "generated"
NOTICE = "<!-- Written by `make docs`. Change the code, not this page. -->\n\n"


@click.command()
@click.option("--write", is_flag=True, help="Write the pages anew; without it they are compared.")
def describe(write: bool) -> None:
    """Write the generated reference pages, or say which are no longer true."""
    import django

    django.setup()
    stale = [name for name, text in pages().items() if not _is_kept(name, text, write=write)]
    if stale:
        raise click.ClickException(f"No longer true: {', '.join(stale)}. Run: make docs")
    click.echo("The reference pages are true.")


def pages() -> dict[str, str]:
    """Make every generated page from the code as it stands."""
    makers: dict[str, Callable[[], str]] = {
        "rights.md": _rights,
        "states.md": _states,
        "guides.md": _guides,
        "addresses.md": _addresses,
    }
    return {name: NOTICE + make() for name, make in makers.items()}


def _is_kept(name: str, text: str, *, write: bool) -> bool:
    page = PLACE / name
    if write:
        PLACE.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    return page.exists() and page.read_text(encoding="utf-8") == text


def _rights() -> str:
    """Show the matrix the policy reads: which role may do what, with a grant on the case."""
    from forevar.trust.access import policy
    from forevar.trust.accounts import roles

    codes = list(policy.MATRIX["overview"])
    lines = [
        "# Who may do what",
        "",
        "S sees, s a reduced part, W writes, A approves, D discloses outside. A cell needs a grant.",
        "",
        "|Section|" + "|".join(roles.ROLES[code].short for code in codes) + "|",
        "|---|" + "---|" * len(codes),
    ]
    for section, cells in policy.MATRIX.items():
        shown = ["".join(sorted(cells[code] - _implied(cells[code]))) or "–" for code in codes]
        lines.append(f"|{section}|" + "|".join(shown) + "|")
    return "\n".join(lines) + "\n"


def _implied(letters: frozenset[str]) -> frozenset[str]:
    """Leave out what a stronger letter brings along."""
    stronger = letters & {"W", "A", "D"}
    return frozenset("sS" if stronger else "s" if "S" in letters else "")


def _states() -> str:
    """Draw the state tables of the case file."""
    from forevar.casework.cases.rules import phases, tasks

    def diagram(title: str, arrows: dict[str, tuple[str, ...]]) -> str:
        drawn = [f"    {start} --> {end}" for start, ends in arrows.items() for end in ends]
        return "\n".join([f"## {title}", "", "```mermaid", "stateDiagram-v2", *drawn, "```", ""])

    return (
        "# States\n\n"
        + diagram("Case phase", dict(phases.ARROWS))
        + "\n"
        + diagram("Task", dict(tasks.ARROWS))
    )


def _guides() -> str:
    """Count what the guides hold, by part and force."""
    from forevar.guideline import catalogue, loader

    guide = loader.load_guide()
    counted = Counter((rule.source.part or "B", rule.modality) for rule in guide.rules.values())
    parts = list(dict.fromkeys(rule.source.part or "B" for rule in guide.rules.values()))
    lines = [
        "# The guides as data",
        "",
        f"{len(guide.rules)} requirements, {len(guide.facts)} facts, {len(guide.hard_rules)} hard rules.",
        "",
        "|Part|" + "|".join(catalogue.MODALITIES) + "|",
        "|---|" + "---|" * len(catalogue.MODALITIES),
    ]
    for part in sorted(parts):
        cells = "|".join(str(counted[part, one]) for one in catalogue.MODALITIES)
        lines.append(f"|{part}|{cells}|")
    return "\n".join(lines) + "\n"


def _addresses() -> str:
    """List every page of ours with its mark: who opens it, and what it enters in the ledger."""
    from django.urls import URLPattern, URLResolver, get_resolver

    rows: list[tuple[str, str, str]] = []

    def walk(found: list[URLPattern | URLResolver], prefix: str, space: str) -> None:
        for one in found:
            if isinstance(one, URLResolver):
                inner = f"{one.namespace}:" if one.namespace else space
                walk(one.url_patterns, prefix + str(one.pattern), inner)
            elif mark := getattr(one.callback, "page_mark", None):
                rows.append((f"/{prefix}{one.pattern}", f"{space}{one.name}", _spelled(mark)))

    walk(get_resolver().url_patterns, "", "")
    lines = ["# Addresses", "", "|Address|Name|Mark|", "|---|---|---|"]
    return "\n".join([*lines, *(f"|`{a}`|{n}|{m}|" for a, n, m in sorted(rows))]) + "\n"


def _spelled(mark: object) -> str:
    kind, section = getattr(mark, "kind", ""), getattr(mark, "section", "")
    needs = getattr(mark, "needs", "")
    return f"{kind} {section} {needs}".strip()
