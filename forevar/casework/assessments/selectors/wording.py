"""How a requirement reads on a screen: who, why, where in the guide, and the law then and now."""

from forevar.casework.assessments.projections import GuidePanel
from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.guideline import catalogue, evaluate, explain

ALWAYS = {
    "nb": _("Gjelder i alle saker."),
    "nn": "Gjeld i alle saker.",
    "en": "Holds in every case.",
}
_JUDGE = {
    "nb": _("En person må vurdere dette først."),
    "nn": "Ein person må vurdere dette først.",
    "en": "A person has to judge this first.",
}
_AND = {"nb": " og ", "nn": " og ", "en": " and "}


def title(rule: catalogue.Rule, *, lang: catalogue.Language) -> str:
    """Give the short heading of a requirement."""
    return rule.text.title.in_language(lang) if rule.text else rule.sentence(lang)


def who(rule: catalogue.Rule, *, guide: catalogue.Guide, lang: catalogue.Language) -> str:
    """Name those it is asked of, as a person would say it."""
    names = list(dict.fromkeys(guide.roles[each].name.in_language(lang) for each in rule.actor))
    if len(names) == 1:
        return names[0]
    return _AND[lang].join((", ".join(names[:-1]), names[-1]))


def why(
    answer: evaluate.Answer, *, evaluation: evaluate.Evaluation, lang: catalogue.Language
) -> str:
    """Give one sentence about this case: one fact that decided, or that is missing."""
    if answer.judgement is not None and not answer.missing:
        return _JUDGE[lang]
    facts = answer.missing if answer.unknown else answer.because
    if not facts:
        return ALWAYS[lang]
    return explain.fact_sentence(facts[0], evaluation=evaluation, language=lang)


def panel(rule: catalogue.Rule, *, guide: catalogue.Guide, lang: catalogue.Language) -> GuidePanel:
    """Say what the guide says, in our words, and what is in force of the law it cites."""
    rows = guide.law_now(rule)
    first = rows[0] if rows else None
    return GuidePanel(
        text=rule.sentence(lang),
        place=explain.citation(rule.source, language=lang),
        law_cited=first.cited if first else "",
        law_now=(first.now or "") if first else "",
        verified_on=first.verified_on if first else None,
        to_check=any(row.status == "must be checked" for row in rows),
        rule_id=rule.id,
    )
