"""Pages of the guide reader: contents, a section, one requirement, the whole checklist, search."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.guideline import catalogue, explain, loader
from forevar.web.guide import contents, requirements, words
from forevar.web.kit import guide_links
from forevar.web.kit.pages import open_page, open_search


@open_page
def home(request: HttpRequest) -> HttpResponse:
    """Both guides with their parts and sections."""
    guides = [
        {
            "title": _(title),
            "edition": loader.load_guide().edition(guide_links.DOCUMENTS[year]),
            "count": sum(one.count for one in contents.sections() if one.year == year),
            "parts": [
                {"title": _(words.PARTS[part]), "sections": list(group)}
                for part, group in groupby(
                    (one for one in contents.sections() if one.year == year),
                    key=lambda one: one.part,
                )
            ],
        }
        for year, title in words.GUIDES.items()
    ]
    return render(request, "guide/home.html", {"guides": guides, "words": ""})


@open_page
def section(request: HttpRequest, year: str, part: str, point: str) -> HttpResponse:
    """One section: every requirement in our words, with who, when and the law."""
    found = contents.find_section(year, part, point)
    if found is None:
        raise Http404
    before, after = contents.neighbours(found)
    return render(
        request,
        "guide/section.html",
        {
            "section": found,
            "guide_title": _(words.GUIDES[year]),
            "part_title": _(words.PARTS[part]),
            "headings": contents.headings(found),
            "before": before,
            "after": after,
        },
    )


@open_page
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One requirement by its id: sends the reader to its place."""
    found = loader.load_guide().rules.get(rule_id)
    if found is None:
        raise Http404
    return redirect(guide_links.section_url(found.source, rule_id=rule_id))


@open_page
def checklist(request: HttpRequest) -> HttpResponse:
    """Everything asked of somebody, phase by phase: the list the guide's attachment once held.

    It can be narrowed to what is asked of one body, so that each reads its own part.
    """
    body = request.GET.get("for", "")
    chosen = body if body in words.BODIES else ""
    asked = [one for one in _asked() if not chosen or requirements.is_asked_of(one, body=chosen)]
    lang = words.language()
    phases = [
        {
            "title": explain.phase(phase, language=lang),
            "rules": [requirements.shown(one) for one in group],
        }
        for phase, group in groupby(asked, key=lambda one: one.phase)
    ]
    bodies = [(slug, _(name)) for slug, (name, _codes) in words.BODIES.items()]
    page = {"phases": phases, "bodies": bodies, "chosen": chosen, "count": len(asked)}
    return render(request, "guide/checklist.html", page)


def _asked() -> list[catalogue.Rule]:
    asked = [one for one in loader.load_guide().rules.values() if one.modality != "inform"]
    return sorted(asked, key=lambda one: catalogue.PHASES.index(one.phase))


@open_search
def search(request: HttpRequest) -> HttpResponse:
    """Find words in the guides. Sent by POST, so that nothing searched for stands in an address."""
    text = request.POST.get("ord", "")[:100].strip()
    found = requirements.search(text)
    return render(request, "guide/search.html", {"words": text, "found": found})
