"""Which records a document may hold.

The table is closed: nothing is imported or made by a name that a document gives. A new
record takes one line. A record whose fields change takes a new version of the schema
(see `json`), so that documents of the old one keep loading.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ...batch_plan import BatchPlan, FillComparison
from ...calc.dilution import Aliquot
from ...model.beyond_use import BeyondUseDate, BeyondUseRule, DateCandidate, OwnLimit
from ...model.bulk import BulkDrug
from ...model.dates import Expiry, Period
from ...model.dilution import Dilution, Limits, Rejected, TriturationPlan
from ...model.equipment import Balance, Tray
from ...model.excipients import Additive, Filler
from ...model.fill import FillByCompletion, FillByPacking, FillToMass, FillToVolume
from ...model.finding import Finding
from ...model.lot import Lot
from ...model.made import Made, Weighed
from ...model.master_formula import MasterFormula
from ...model.packing import Density, PackStatistic
from ...model.policy import Policy
from ...model.prescription import Prescription
from ...model.request import Request
from ...model.second_calculation import CheckedFigure, SecondCalculation
from ...model.shell import Shell
from ...model.steps import Load, MixingStep, Step
from ...model.tablets import Tablets
from ...model.trituration import Trituration
from ...model.verdict import Verdict
from ...model.weighing import TabletCount, Weighing
from ...plan.bench.rescue import Rescue
from ...quality.budget.contributions import Contribution
from ...quality.budget.design import Design
from ...quality.budget.error_budget import ErrorBudget
from ...quality.budget.particles import ParticleSize
from ...quality.budget.spread import Spread
from ...quality.capsules.capsule_masses import CapsuleMasses
from ...quality.capsules.filling_limits import FillingLimits
from ...quality.capsules.formulario_nacional import FormularioNacional
from ...quality.capsules.in_process import FillingDecision
from ...quality.capsules.mass_loss import MassLoss
from ...quality.capsules.mass_test import MassTest
from ...quality.capsules.ph_eur_2_9_6 import PhEur296
from ...quality.capsules.potency import Potency
from ...quality.capsules.reconciliation import Reconciliation
from ...quality.capsules.sample import Outlier, Sample
from ...quality.capsules.uniformity_route import UniformityRoute
from ...quality.capsules.usp_905 import Usp905
from ...quality.capsules.usp_2091 import Usp2091
from ...quality.capsules.vaum import Vaum
from ...quality.outcome import Outcome
from ...quality.passing.acceptance import AcceptanceLimit
from ...reference.beyond_use import StabilityStudy
from ...reference.quality_limits import QualityLimit
from ...reference.sources import Source
from ...reference.titrations import Titration
from ...regimen.combine import Combination
from ...regimen.kit import Kit
from ...regimen.making import Making
from ...regimen.phase import Phase
from ...regimen.production.plan import Aim, ProductionBatch, ProductionPlan
from ...regimen.production.stock import OnHand
from ...regimen.schedule import Schedule
from ...regimen.supply import Dispensing, Supply

__all__ = ["FAMILIES", "NAMES", "RECORDS", "VERDICTS"]

#: Every record of a document.
RECORDS: tuple[type, ...] = (
    # what is asked
    Prescription,
    Lot,
    Expiry,
    Density,
    PackStatistic,
    Tablets,
    BulkDrug,
    Trituration,
    Filler,
    Additive,
    Shell,
    FillByPacking,
    FillToMass,
    FillToVolume,
    FillByCompletion,
    Balance,
    Tray,
    Policy,
    Request,
    # what is planned
    Weighing,
    TabletCount,
    Limits,
    Dilution,
    Rejected,
    TriturationPlan,
    Finding,
    BatchPlan,
    Load,
    MixingStep,
    Step,
    Aliquot,
    FillComparison,
    Rescue,
    CheckedFigure,
    SecondCalculation,
    # how it is made
    MasterFormula,
    Weighed,
    Made,
    # how long it keeps
    Period,
    BeyondUseRule,
    OwnLimit,
    DateCandidate,
    BeyondUseDate,
    # what the measurements say
    Sample,
    Outlier,
    Usp905,
    PhEur296,
    MassTest,
    FormularioNacional,
    Usp2091,
    Vaum,
    MassLoss,
    Potency,
    Reconciliation,
    CapsuleMasses,
    FillingLimits,
    FillingDecision,
    UniformityRoute,
    Outcome,
    # how sure it is
    ParticleSize,
    Contribution,
    Spread,
    ErrorBudget,
    Design,
    AcceptanceLimit,
    # the course
    Phase,
    Schedule,
    Combination,
    Kit,
    Supply,
    Dispensing,
    Making,
    # the day
    OnHand,
    Aim,
    ProductionBatch,
    ProductionPlan,
    # published figures
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
)

#: The types of each family of records, by what they all are.
FAMILIES: Mapping[type, tuple[type, ...]] = MappingProxyType({Verdict: VERDICTS})

#: The records by the names they have in a document.
NAMES: Mapping[str, type] = MappingProxyType(
    {record.__name__: record for record in RECORDS}
)
