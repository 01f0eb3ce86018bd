"""What imports cannot see of the tables: foreign keys across packages, and fields without a class."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final

import pytest
from django.apps import apps
from django.db import models
from django.db.models.fields.related import RelatedField

from forevar.trust.vaults import sealing

CLASSES: Final = frozenset({"OPEN", "STAFF", "CASE", "RISK", "TEXT", "REAL", "COVER", "WHERE"})
VAULTS: Final = {
    "forevar.trust.vaults.identity": frozenset({"REAL", "COVER"}),
    "forevar.trust.vaults.whereabouts": frozenset({"WHERE"}),
}
ORDER: Final = ("audit", "accounts", "notices", "access", "vaults", "disclosure")
"""The packages of trust, the lowest first (contract `trust-order`)."""

Model = type[models.Model]


def _ours() -> list[Model]:
    found = [m for m in apps.get_models() if m.__module__.startswith("forevar.")]
    return sorted(found, key=lambda model: model._meta.label)


def _package(model: Model) -> str:
    return apps.get_app_config(model._meta.app_label).name


def _columns(model: Model) -> list[Any]:
    return [field for field in model._meta.get_fields() if getattr(field, "concrete", False)]


def _faults_of_relations(found: Iterable[Model]) -> Iterator[str]:
    for model in found:
        for field in _columns(model):
            if not isinstance(field, RelatedField):
                continue
            here, there = _package(model), _package(field.related_model)
            if here != there and not _may_point(here, there):
                yield f"{model._meta.label}.{field.name} points into {there}"


def _may_point(here: str, there: str) -> bool:
    if not (here.startswith("forevar.trust.") and there.startswith("forevar.trust.")):
        return False
    if here.startswith("forevar.trust.vaults.") and there.startswith("forevar.trust.vaults."):
        return False
    return ORDER.index(there.split(".")[2]) < ORDER.index(here.split(".")[2])


def _faults_of_classes(model: Model, *, package: str) -> Iterator[str]:
    declared = getattr(model, "field_classes", {})
    columns = {field.name: field for field in _columns(model)}
    yield from (f"{n} has no class: add it to field_classes" for n in columns.keys() - declared)
    yield from (f"{n} is declared, but there is no such column" for n in declared.keys() - columns)
    allowed = VAULTS.get(package, frozenset())
    for name, key_class in declared.items():
        if key_class not in CLASSES:
            yield f"{name}: there is no class {key_class}"
        elif key_class in {"REAL", "COVER", "WHERE"} and key_class not in allowed:
            yield f"{name} is {key_class}, which only a vault holds"
        elif name in columns:
            sealed = isinstance(columns[name], sealing.SealedTextField)
            if (key_class == "TEXT") != (sealed and not allowed):
                yield f"{name}: TEXT and sealed free text go together"


def test_there_are_models_to_walk() -> None:
    assert len(_ours()) > 25


@pytest.mark.parametrize("model", _ours(), ids=lambda model: model._meta.label)
def test_every_column_has_its_class_and_lies_where_it_may(model: Model) -> None:
    assert [*_faults_of_classes(model, package=_package(model))] == []


def test_no_table_points_across_packages_but_downwards_in_trust() -> None:
    assert [*_faults_of_relations(_ours())] == []


def test_the_two_vaults_point_nowhere() -> None:
    for model in _ours():
        if _package(model) in VAULTS:
            assert not [f for f in _columns(model) if isinstance(f, RelatedField)], model


class Planted(models.Model):
    """What nobody should make: a name beside a place, in a table outside the vaults."""

    field_classes: ClassVar[dict[str, str]] = {
        "id": "CASE",
        "surname": "REAL",
        "address": "WHERE",
        "note": "TEXT",
        "gone": "CASE",
        "odd": "SECRET",
    }

    id = models.BigAutoField(primary_key=True)
    surname = models.CharField(max_length=9)
    address = models.CharField(max_length=9)
    note = models.TextField()
    odd = models.TextField()
    forgotten = models.TextField()
    who = models.ForeignKey("accounts.Person", on_delete=models.PROTECT)

    class Meta:
        app_label = "cases"


def test_a_planted_table_is_found() -> None:
    faults = " ".join(_faults_of_classes(Planted, package="forevar.casework.cases"))

    for told in ("surname is REAL", "address is WHERE", "note: TEXT", "gone is declared"):
        assert told in faults
    for told in ("no class SECRET", "forgotten has no class", "who has no class"):
        assert told in faults
    assert [*_faults_of_relations([Planted])] == [
        "cases.Planted.who points into forevar.trust.accounts"
    ]


@pytest.fixture(autouse=True, scope="module")
def _forget_what_was_planted() -> Iterator[None]:
    yield
    apps.all_models["cases"].pop("planted", None)
    apps.clear_cache()
