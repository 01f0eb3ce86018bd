"""`forevar guide`: check, show, list, compare and trace the guides."""

import json
import os
from typing import Any, NoReturn, cast

import click

from forevar.guideline import catalogue, coverage, explain, lint, loader
from forevar.guideline.catalogue import Language
from forevar.ops.guide import reading

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
LANGUAGE = click.option(
    "--lang", type=click.Choice(["nb", "nn", "en"]), default="nb", show_default=True
)


@click.group()
def guide() -> None:
    """Check, show, list, compare and trace the guides."""


def _guide() -> catalogue.Guide:
    try:
        return loader.load_guide()
    except loader.CatalogueError as broken:
        for problem in broken.problems:
            click.echo(f"error: {problem}", err=True)
        click.echo(f"{len(broken.problems)} errors; the catalogue cannot be loaded.", err=True)
        raise SystemExit(1) from None


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(2)


def _write_json(content: Any) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


@guide.command("lint")
@FORMAT
def lint_command(form: str) -> None:
    """Check that the catalogue is whole; exits 1 when there are errors."""
    read = _guide()
    findings = lint.lint(read)
    errors = sum(finding.level == "error" for finding in findings)
    if form == "json":
        keys = ("level", "place", "message")
        _write_json([{key: getattr(each, key) for key in keys} for each in findings])
    else:
        for finding in findings:
            click.echo(str(finding))
        click.echo(
            f"{len(read.rules)} requirements, {len(read.facts)} facts: "
            f"{errors} errors, {len(findings) - errors} warnings."
        )
    raise SystemExit(1 if errors else 0)


@guide.command("show")
@click.argument("rule_id", metavar="ID")
@FORMAT
@LANGUAGE
def show_command(rule_id: str, form: str, lang: str) -> None:
    """Show one requirement with everything the catalogue says of it."""
    read = _guide()
    rule = read.rules.get(rule_id)
    if rule is None:
        _refuse("No requirement has that id; `forevar guide list` shows them all.")
    if form == "json":
        _write_json(reading.rule_as_json(rule, guide=read))
        return
    for line in reading.show(rule, guide=read, language=cast("Language", lang)):
        click.echo(line)


@guide.command("list")
@click.option("--section", help="A section: II.4, «vedlegg 3», a heading, or a part.")
@click.option("--phase", type=click.Choice(catalogue.PHASES), help="Only this phase.")
@click.option("--actor", help="Only what is asked of this actor.")
@click.option("--document", help="A or B, or the id of an edition.")
@FORMAT
@LANGUAGE
def list_command(form: str, lang: str, **wanted: str | None) -> None:
    """List requirements; every choice narrows the list."""
    read = _guide()
    chosen = _chosen(read, **wanted)
    if form == "json":
        _write_json([reading.rule_as_json(rule, guide=read) for rule in chosen])
        return
    for rule in chosen:
        language = cast("Language", lang)
        where = explain.citation(rule.source, language=language)
        click.echo(f"{rule.id}  [{rule.modality}] {rule.title(language)}  ({where})")
    click.echo(f"{len(chosen)} of {len(read.rules)} requirements.")


def _chosen(
    read: catalogue.Guide,
    *,
    section: str | None,
    phase: str | None,
    actor: str | None,
    document: str | None,
) -> list[catalogue.Rule]:
    if actor is not None and actor not in read.roles:
        _refuse("No such actor; roles.yaml names them all.")
    try:
        edition = read.edition(document).id if document else None
    except catalogue.EditionNotFound as unknown:
        _refuse(str(unknown))
    return [
        rule
        for rule in read.rules.values()
        if (edition is None or rule.edition == edition)
        and (phase is None or rule.phase == phase)
        and (actor is None or actor in rule.actor)
        and (section is None or reading.is_in_section(rule, section=section))
    ]


@guide.command("diff")
@click.argument("first", metavar="EDITION")
@click.argument("second", metavar="EDITION")
@FORMAT
def diff_command(first: str, second: str, form: str) -> None:
    """Compare two editions: what each has alone, and what differs in both."""
    read = _guide()
    try:
        found = reading.differences(read, old=read.edition(first), new=read.edition(second))
    except catalogue.EditionNotFound as unknown:
        _refuse(str(unknown))
    if form == "json":
        _write_json(found)
        return
    for sign, key in (("-", "only_in_first"), ("+", "only_in_second")):
        for rule_id in found[key]:
            click.echo(f"{sign} {rule_id}  {read.rules[rule_id].title('nb')}")
    for rule_id, names in found["changed"].items():
        click.echo(f"~ {rule_id}  {', '.join(names)}")
    click.echo(
        f"{len(found['only_in_first'])} only in {found['editions'][0]}, "
        f"{len(found['only_in_second'])} only in {found['editions'][1]}, "
        f"{len(found['changed'])} changed; {len(found['shared_facts'])} facts shared."
    )


@guide.command("trace")
@FORMAT
@click.option("--fail-under", type=click.FloatRange(0, 100), help="Exit 1 below this per cent.")
@click.option("--doubts", is_flag=True, help="Show what speaks against each claim.")
def trace_command(form: str, fail_under: float | None, doubts: bool) -> None:
    """Say where each requirement is met, with place and tests checked."""
    read = _guide()
    rows = _trace(read)
    if form == "json":
        _write_json([row.as_json() for row in rows])
    else:
        _write_rows(rows, doubts=doubts)
    share = coverage.share_met(rows)
    if fail_under is not None and share < fail_under:
        click.echo(f"{share:.1f} % met, below {fail_under:g} %.", err=True)
        raise SystemExit(1)


def _trace(read: catalogue.Guide) -> tuple[coverage.Row, ...]:
    # Only tracing asks which pages exist; every other command works without Django.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forevar.config.settings")
    from forevar.ops.guide import places

    try:
        claims = coverage.read_claims(read)
        product = places.product()
    except (loader.CatalogueError, places.ProductCannotStart) as broken:
        _refuse(str(broken))
    files = {test.split("::", 1)[0] for claim in claims.values() for test in claim.tests}
    return coverage.trace(
        read,
        claims=claims,
        exists=product.checkers(),
        collected=places.collected_tests(tuple(sorted(files))),
    )


def _write_rows(rows: tuple[coverage.Row, ...], *, doubts: bool) -> None:
    for row in rows:
        if row.met:
            where = ", ".join(f"{way.kind} {way.where}" for way in row.claim.by)
            click.echo(f"{row.rule.id}: {where} ({len(row.claim.tests)} tests)")
        else:
            click.echo(f"{row.rule.id}: not yet")
        for doubt in row.doubts if doubts else ():
            click.echo(f"    {doubt}")
    for label, group in _by_section(rows).items():
        click.echo(f"{label}: {sum(row.met for row in group)} of {len(group)} met")
    met = sum(row.met for row in rows)
    doubted = sum(bool(row.doubts) for row in rows)
    click.echo(
        f"{met} of {len(rows)} met ({coverage.share_met(rows):.1f} %); "
        f"{doubted} claims do not hold."
    )


def _by_section(rows: tuple[coverage.Row, ...]) -> dict[str, list[coverage.Row]]:
    """Gather rows by the section of the guide, in the order of the guides."""
    sections: dict[str, list[coverage.Row]] = {}
    for row in rows:
        source = row.rule.source
        sections.setdefault(f"{source.document} {source.label}", []).append(row)
    return sections
