"""An evaluation as plain text a caseworker can read."""

from collections.abc import Iterator, Mapping
from typing import Final

from forevar.guideline import catalogue, evaluate, explain
from forevar.guideline.catalogue import Language, Text

_INDENT: Final = "    "
_WORDS: Final[Mapping[str, Text]] = {
    "title": Text(
        "Dette spør veilederne etter", "Dette spør rettleiarane etter", "What the guides ask"
    ),
    "applies": Text("GJELDER NÅ", "GJELD NO", "APPLIES NOW"),
    "unknown": Text("VET IKKE ENNÅ", "VEIT IKKJE ENNO", "CANNOT BE TOLD YET"),
    "judgement": Text("NOEN MÅ VURDERE", "NOKON MÅ VURDERE", "SOMEBODY MUST JUDGE"),
    "not": Text("Gjelder ikke", "Gjeld ikkje", "Does not apply"),
    "who": Text("Hvem", "Kven", "Who"),
    "why": Text("Hvorfor", "Kvifor", "Why"),
    "always": Text("gjelder i alle saker", "gjeld i alle saker", "applies in every case"),
    "deadline": Text("Frist", "Frist", "By when"),
    "law": Text("Lov", "Lov", "Law"),
    "missing": Text("Mangler", "Manglar", "Missing"),
    "question": Text("Spørsmål", "Spørsmål", "Question"),
    "most": Text("DETTE MANGLER OFTEST", "DETTE MANGLAR OFTAST", "MISSING MOST OFTEN"),
    "stands_for": Text("krav", "krav", "requirements"),
    "none": Text("Ingen.", "Ingen.", "None."),
    "note": Text(
        "Dette er hva veilederne spør etter. Et menneske vurderer risikoen.",
        "Dette er kva rettleiarane spør etter. Eit menneske vurderer risikoen.",
        "This is what the guides ask. A person assesses the risk.",
    ),
}


class Letter:
    """Writes the answers in one language, grouped by phase."""

    def __init__(self, evaluation: evaluate.Evaluation, *, language: Language) -> None:
        self.evaluation = evaluation
        self.guide = evaluation.guide
        self.language = language

    def word(self, name: str) -> str:
        """Return one of the fixed words."""
        return _WORDS[name].in_language(self.language)

    def write(self, answers: tuple[evaluate.Answer, ...]) -> str:
        """Return the whole text."""
        applies = [each for each in answers if each.applies]
        judged = [each for each in answers if each.unknown and each.judgement]
        open_ = [each for each in answers if each.unknown and not each.judgement]
        lines = [f"{self.word('title')} ({self.evaluation.on.isoformat()})", self.word("note")]
        for name, chosen in (("applies", applies), ("unknown", open_), ("judgement", judged)):
            lines += ["", f"{self.word(name)} ({len(chosen)})"]
            lines += self.by_phase(chosen) if chosen else [self.word("none")]
        lines += self.most_missing([*open_, *judged])
        ruled_out = sum(each.does_not_apply for each in answers)
        lines += ["", f"{self.word('not')}: {ruled_out} {self.word('stands_for')}."]
        return "\n".join(lines) + "\n"

    def by_phase(self, answers: list[evaluate.Answer]) -> Iterator[str]:
        """Yield the answers under the name of their phase."""
        for phase in catalogue.PHASES:
            chosen = [each for each in answers if each.rule.phase == phase]
            if chosen:
                yield ""
                yield f"== {explain.phase(phase, language=self.language)} =="
            for answer in chosen:
                yield from self.answer(answer)

    def answer(self, answer: evaluate.Answer) -> Iterator[str]:
        """Yield one requirement: what, who, why, by when, and where it stands."""
        rule = answer.rule
        force = explain.modality(rule.modality, language=self.language)
        yield f"- [{force}] {rule.sentence(self.language)}"
        yield f"{_INDENT}{self.word('who')}: {self.who(rule)}"
        if answer.applies:
            yield f"{_INDENT}{self.word('why')}: {self.why(answer)}"
        if answer.missing:
            missing = explain.missing(answer, evaluation=self.evaluation, language=self.language)
            yield f"{_INDENT}{self.word('missing')}: {' '.join(_sentence(each) for each in missing)}"
        if answer.judgement and rule.question:
            yield f"{_INDENT}{self.word('question')}: {rule.question.in_language(self.language)}"
        yield from self.place(rule)

    def who(self, rule: catalogue.Rule) -> str:
        """Name the actors."""
        return explain.who(rule, guide=self.guide, language=self.language)

    def why(self, answer: evaluate.Answer) -> str:
        """Say which facts decided."""
        reasons = explain.because(answer, evaluation=self.evaluation, language=self.language)
        return " ".join(_sentence(each) for each in reasons) or self.word("always")

    def place(self, rule: catalogue.Rule) -> Iterator[str]:
        """Yield the deadline, the section and the law."""
        deadline = explain.deadline(rule, language=self.language)
        if deadline:
            yield f"{_INDENT}{self.word('deadline')}: {deadline}"
        yield f"{_INDENT}{explain.citation(rule.source, language=self.language)} · {rule.id}"
        for line in explain.law(rule, guide=self.guide, language=self.language):
            yield f"{_INDENT}{self.word('law')}: {line}"

    def most_missing(self, answers: list[evaluate.Answer]) -> Iterator[str]:
        """Yield the missing facts, those that hold up most requirements first."""
        waiting: dict[str, int] = {}
        for answer in answers:
            for fact in answer.missing:
                waiting[fact] = waiting.get(fact, 0) + 1
        if waiting:
            yield ""
            yield self.word("most")
        for fact, number in sorted(waiting.items(), key=lambda each: -each[1]):
            label = self.guide.facts[fact].label(self.language)
            yield f"- {label} ({fact}): {number} {self.word('stands_for')}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
