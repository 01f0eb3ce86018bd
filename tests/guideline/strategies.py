"""Random cases over the whole catalogue, for property tests."""

from datetime import date, timedelta

from hypothesis import strategies as st

from forevar.guideline import catalogue, loader, triggers, truth

GUIDE = loader.load_guide()
TRIGGER_FACTS = sorted(
    {
        atom.fact
        for rule in GUIDE.rules.values()
        for expression in (rule.trigger.expression, rule.scope.expression)
        for atom in triggers.atoms(expression)
    }
)
INPUTS = [
    "hidden_address_decision",
    "registry_grading",
    "move_decided",
    "child_birth_date",
    "child_views",
    "persons_of_risk",
    "protective_measures",
]
ASKED_OF = sorted({*TRIGGER_FACTS, *INPUTS})
DAYS = st.dates(min_value=date(2013, 4, 8), max_value=date(2032, 12, 31))


def values(fact: catalogue.Fact, *, on: date) -> st.SearchStrategy[object]:
    """Draw a value the fact can have, the symbols for not knowing included."""
    match fact.type:
        case "bool" | "enum":
            return st.sampled_from(fact.allowed_values or (True, False))
        case "int":
            return st.integers(min_value=0, max_value=40)
        case "list" if fact.symbols:
            return st.lists(st.sampled_from(sorted(fact.symbols)), unique=True, max_size=3)
        case "list":
            return st.lists(st.just({}), max_size=2)
        case "date":
            return st.dates(min_value=on - timedelta(days=20 * 365), max_value=on)
        case _:
            return st.sampled_from(["", " ", "sier at det vil bli"])


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, object], date]:
    """Draw some facts on some day; a few are asked and unanswered."""
    on = draw(DAYS)
    chosen = draw(st.lists(st.sampled_from(ASKED_OF), unique=True, max_size=30))
    reasons = st.sampled_from(sorted(truth.REASONS)).map(truth.Unknown)  # type: ignore[arg-type]  # drawn from the list
    facts = {
        name: draw(st.one_of(*[values(GUIDE.facts[name], on=on)] * 5, reasons)) for name in chosen
    }
    return facts, on
