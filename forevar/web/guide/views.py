"""Pages of the guide reader: contents, a section, one requirement, the whole checklist, search."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.guideline import loader
from forevar.web.guide import contents
from forevar.web.kit import guide_links
from forevar.web.kit.pages import open_page, open_search


@open_page
def home(request: HttpRequest) -> HttpResponse:
    """Both guides with their parts and sections."""
    guides = [
        {
            "title": _(contents.GUIDE_WORDS[year]),
            "count": sum(one.count for one in contents.sections() if one.year == year),
            "parts": [
                {"title": _(contents.PART_WORDS[part]), "sections": list(group)}
                for part, group in groupby(of_year, key=lambda one: one.part)
            ],
        }
        for year, of_year in (
            (year, [one for one in contents.sections() if one.year == year])
            for year in contents.GUIDE_WORDS
        )
    ]
    return render(request, "guide/home.html", {"guides": guides})


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
            "guide_title": _(contents.GUIDE_WORDS[year]),
            "part_title": _(contents.PART_WORDS[part]),
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
    """Everything asked of somebody, phase by phase: the list the guide's attachment once held."""
    asked = [one for one in loader.load_guide().rules.values() if one.modality != "inform"]
    order = list(contents.PHASE_WORDS)
    asked.sort(key=lambda one: order.index(one.phase))
    phases = [
        {"title": _(contents.PHASE_WORDS[phase]), "rules": [contents.shown(one) for one in group]}
        for phase, group in groupby(asked, key=lambda one: one.phase)
    ]
    return render(request, "guide/checklist.html", {"phases": phases})


@open_search
def search(request: HttpRequest) -> HttpResponse:
    """Find words in the guides. Sent by POST, so that nothing searched for stands in an address."""
    words = request.POST.get("ord", "")[:100]
    return render(
        request, "guide/search.html", {"words": words, "found": contents.search(words)}
    )
