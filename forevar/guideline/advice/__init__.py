"""`forevar advise` and its twin over HTTP: a case file in, the guides' answers out."""

from forevar.guideline import catalogue, evaluate, loader
from forevar.guideline.advice import answers, casefile, letter
from forevar.guideline.advice.answers import Json, NoSuchFilter
from forevar.guideline.advice.casefile import BadCaseFile, CaseFile
from forevar.guideline.catalogue import Language

__all__ = ["BadCaseFile", "CaseFile", "Json", "NoSuchFilter", "advise", "read_case", "write_advice"]


def read_case(raw: bytes | str) -> CaseFile:
    """Read a case file; raises ``BadCaseFile``, which names the place and repeats no value."""
    return casefile.read(raw, facts=loader.load_guide().facts)


def advise(case: CaseFile, *, phase: str | None = None, actor: str | None = None) -> Json:
    """Return what the guides ask in a case, as plain values; refuses an unknown phase or actor."""
    evaluation, chosen = _chosen(case, phase=phase, actor=actor)
    return answers.as_json(evaluation, answers=chosen)


def write_advice(
    case: CaseFile, *, language: Language, phase: str | None = None, actor: str | None = None
) -> str:
    """Return the same as a text to read."""
    evaluation, chosen = _chosen(case, phase=phase, actor=actor)
    return letter.Letter(evaluation, language=language).write(chosen)


def _chosen(
    case: CaseFile, *, phase: str | None, actor: str | None
) -> tuple[evaluate.Evaluation, tuple[evaluate.Answer, ...]]:
    guide: catalogue.Guide = loader.load_guide()
    keeps = answers.selection(guide, phase=phase, actor=actor)
    evaluation = evaluate.evaluate(guide, case.facts, on=case.on)
    return evaluation, tuple(each for each in evaluation.answers if keeps(each.rule))
