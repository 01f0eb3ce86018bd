"""Facts follow records: what a record states is written down in the same transaction."""

from collections.abc import Mapping

from forevar.casework.assessments.models import StatedFact
from forevar.casework.assessments.rules import stated
from forevar.kernel import refs


def state(case: refs.CaseRef, *, facts: Mapping[str, stated.Stated], number: int) -> None:
    """Put what a record states in place of what was stated before."""
    for fact, said in facts.items():
        value = dict(said.value) if isinstance(said.value, Mapping) else said.value
        StatedFact.objects.update_or_create(
            case=str(case),
            fact=fact,
            defaults={
                "is_known": value is not None,
                "value": value,
                "stated_on": said.on,
                "number": number,
            },
        )


def word_is_stated(case: refs.CaseRef) -> bool:
    """Tell whether the police have given a word for the level."""
    return StatedFact.objects.filter(case=str(case), fact="threat_level", is_known=True).exists()
