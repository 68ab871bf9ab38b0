"""Which records a document may hold.

The set is closed: nothing is imported or made by a name that a document gives. A new
record takes one line, unless it is part of another. A record whose fields change takes
a new version of the schema (see `document`), so that documents of the old one keep
loading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ...batch_plan import FillComparison
from ...calc.dilution import Aliquot
from ...model.beyond_use import BeyondUseDate, BeyondUseRule, OwnLimit
from ...model.dilution import Rejected
from ...model.made import Made
from ...model.master_formula import MasterFormula
from ...model.second_calculation import SecondCalculation
from ...model.steps import Load, MixingStep, Step
from ...model.verdict import Verdict
from ...plain.shapes import (
    Either,
    Family,
    Many,
    Maybe,
    Nested,
    OneOf,
    Row,
    Shape,
    fields_of,
)
from ...plan.bench.dose import DoseMade
from ...plan.bench.rescue import Rescue
from ...quality.budget.design import Design
from ...quality.budget.particles import ParticleSize
from ...quality.capsules.formulario_nacional import FormularioNacional
from ...quality.capsules.in_process import FillingDecision
from ...quality.capsules.mass_loss import MassLoss
from ...quality.capsules.mass_test import MassTest
from ...quality.capsules.ph_eur_2_9_6 import PhEur296
from ...quality.capsules.potency import Potency
from ...quality.capsules.reconciliation import Reconciliation
from ...quality.capsules.uniformity_route import UniformityRoute
from ...quality.capsules.usp_905 import Usp905
from ...quality.capsules.usp_2091 import Usp2091
from ...quality.capsules.vaum import Vaum
from ...quality.measured_cv import MeasuredCv
from ...quality.mixing_study import MixingStudy
from ...quality.mixing_test import MixingTest
from ...quality.outcome import Outcome
from ...quality.passing.acceptance import AcceptanceLimit
from ...reference.beyond_use import StabilityStudy
from ...reference.quality_limits import QualityLimit
from ...reference.sources import Source
from ...reference.titrations import Titration
from ...regimen.kit import Kit
from ...regimen.making import Making
from ...regimen.production.plan import ProductionPlan
from ...regimen.production.stock import OnHand
from ...regimen.supply import Supply
from .forms import FORMS

__all__ = [
    "FAMILIES",
    "NAMES",
    "RECORDS",
    "VERDICTS",
    "fields_in_document",
    "parts",
    "shapes_in",
    "types_of",
]

#: Records that are no part of another.
_WHOLE = (
    Rejected,
    Load,
    MixingStep,
    Step,
    Aliquot,
    FillComparison,
    Rescue,
    SecondCalculation,
    MasterFormula,
    Made,
    DoseMade,
    BeyondUseRule,
    OwnLimit,
    BeyondUseDate,
    Outcome,
    ParticleSize,
    MeasuredCv,
    MixingStudy,
    Design,
    AcceptanceLimit,
    Kit,
    Supply,
    Making,
    OnHand,
    ProductionPlan,
    Source,
    QualityLimit,
    StabilityStudy,
    Titration,
)

#: Records of verdicts: what the verdicts of an outcome may be.
VERDICTS = (
    Usp905,
    PhEur296,
    MassTest,
    FormularioNacional,
    Usp2091,
    Vaum,
    MassLoss,
    Potency,
    Reconciliation,
    FillingDecision,
    UniformityRoute,
    MixingTest,
)

#: The types of each family of records, by what they all are.
FAMILIES: Mapping[type, tuple[type, ...]] = MappingProxyType({Verdict: VERDICTS})


def fields_in_document(record: type) -> Mapping[str, Shape]:
    """Return the fields that a document has for a record, each with its shape."""
    return fields_of(FORMS.get(record, record))


def types_of(shape: Shape) -> tuple[type, ...]:
    """Return the types of record that a shape allows, of itself, not of its parts."""
    match shape:
        case Nested():
            return (shape.record,)
        case OneOf():
            return shape.records
        case Family():
            return FAMILIES[shape.base]
        case _:
            return ()


def shapes_in(shape: Shape) -> Iterator[Shape]:
    """Yield a shape and those that it is made of."""
    yield shape
    match shape:
        case Maybe() | Many():
            yield from shapes_in(shape.shape)
        case Row():
            for each in shape.shapes:
                yield from shapes_in(each)
        case Either():
            yield shape.amount
        case _:
            return


def _with_their_parts(records: tuple[type, ...]) -> dict[type, None]:
    """Return records and all that is in them, each once."""
    known: dict[type, None] = {}
    waiting = [*reversed(records)]
    while waiting:
        record = waiting.pop()
        if record not in known:
            known[record] = None
            for shape in fields_in_document(record).values():
                for part in shapes_in(shape):
                    waiting.extend(types_of(part))
    return known


#: Every record of a document.
RECORDS: tuple[type, ...] = tuple(_with_their_parts(_WHOLE))

#: The records by the names they have in a document.
NAMES: Mapping[str, type] = MappingProxyType(
    {record.__name__: record for record in RECORDS}
)


def parts(record: object, path: str) -> Iterator[tuple[str, Any]]:
    """Yield a record and each that is in it, from the outside in, with its path."""
    if isinstance(record, tuple):
        for place, each in enumerate(record):
            yield from parts(each, f"{path}[{place}]")
    elif type(record) in RECORDS:
        yield path, record
        for name in fields_in_document(type(record)):
            yield from parts(getattr(record, name), f"{path}.{name}")
