"""Which records a document may hold, and what the amounts in them are.

The table is closed: nothing is imported or made by a name that a document gives. A new
record takes one line. A record whose fields change takes a new version of the schema
(see `json`), so that documents of the old one keep loading.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ...calc.dilution import Aliquot
from ...model.batch import BatchPlan
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
from ...model.weighing import TabletCount, Weighing
from ...plan.bench.rescue import Rescue
from ...plan.comparison import FillComparison
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
from .amounts import (
    ADDED,
    ANY,
    CAPSULES,
    DENSITY,
    DEVIATION,
    MASS,
    MASS_CHANGE,
    MEASURED,
    ON_HAND,
    PER_CAPSULE,
    PER_TABLET,
    RATIO,
    TABLETS,
    VOLUME,
)
from .shapes import Amount

__all__ = ["NAMES", "RECORDS", "VERDICTS"]


def _of(amount: Amount, *names: str) -> Mapping[str, Amount]:
    """Return fields that all are one kind of amount."""
    return dict.fromkeys(names, amount)


_NONE: Mapping[str, Amount] = MappingProxyType({})

#: Every record of a document, with what its amounts are.
RECORDS: Mapping[type, Mapping[str, Amount]] = MappingProxyType(
    {
        # what is asked
        Prescription: _of(PER_CAPSULE, "strength"),
        Lot: _NONE,
        Expiry: _NONE,
        Density: _of(DENSITY, "value"),
        PackStatistic: _of(MASS, "mass"),
        Tablets: {
            **_of(PER_TABLET, "strength", "mean_mass", "mass_sd"),
            **_of(RATIO, "content_sd", "assay"),
        },
        BulkDrug: _of(RATIO, "assay", "water", "solvents"),
        Trituration: _of(RATIO, "drug_fraction", "assay"),
        Filler: _NONE,
        Additive: {**_of(RATIO, "share"), **_of(ADDED, "mass")},
        Shell: {**_of(VOLUME, "volume"), **_of(MASS, "empty_mass")},
        FillByPacking: _NONE,
        FillToMass: _of(MASS, "mass"),
        FillToVolume: _NONE,
        FillByCompletion: _NONE,
        Balance: {
            **_of(MASS, "readability", "repeatability", "sensitivity"),
            **_of(MASS, "verification_interval", "minimum", "capacity"),
        },
        Tray: _NONE,
        Policy: {
            **_of(RATIO, "blend_excess", "drug_overage", "low_dose_overage"),
            **_of(PER_CAPSULE, "low_dose_below"),
            **_of(RATIO, "low_share_below", "assay_cap"),
            **_of(RATIO, "least_assay", "greatest_assay"),
            **_of(RATIO, "weighing_error", "cautious_error", "strength_tolerance"),
            **_of(RATIO, "least_content", "greatest_content"),
            **_of(PER_CAPSULE, "refused_below", "refused_above"),
            **_of(PER_CAPSULE, "unusual_below", "unusual_above"),
            **_of(RATIO, "unmeasured_share", "least_filled", "least_powder_left"),
            **_of(RATIO, "mean_mass_change", "greatest_loss"),
        },
        Request: _of(RATIO, "blend_excess", "drug_overage"),
        # what is planned
        Weighing: _of(MASS, "exact", "to_weigh"),
        TabletCount: {**_of(TABLETS, "exact"), **_of(MASS, "powder_left")},
        Limits: _of(MASS, "step"),
        Dilution: _of(MASS, "total"),
        Rejected: _NONE,
        TriturationPlan: {
            **_of(MASS, "needed", "content", "diluent_in_portion"),
            **_of(MASS, "waste", "least_mass"),
            **_of(RATIO, "error"),
        },
        Finding: _NONE,
        BatchPlan: {
            **_of(CAPSULES, "batch_size"),
            **_of(RATIO, "blend_excess", "drug_overage"),
            **_of(MASS, "drug_needed", "blend_mass", "fill_mass", "gross_mass"),
            **_of(RATIO, "powder_share", "shell_filled", "label_claim"),
            **_of(PER_CAPSULE, "strength_achieved"),
            **_of(MASS, "least_mass"),
        },
        Load: _NONE,
        MixingStep: {**_of(MASS, "added", "in_mortar"), **_of(RATIO, "drug_share")},
        Step: _of(ANY, "inputs", "result"),
        Aliquot: _of(MASS, "drug", "diluent", "total", "portion"),
        FillComparison: {
            **_of(MASS, "filler", "fill_mass"),
            **_of(MASS_CHANGE, "difference"),
            **_of(DEVIATION, "relative_difference"),
        },
        Rescue: {
            **_of(MASS, "filler"),
            **_of(PER_CAPSULE, "strength"),
            **_of(DEVIATION, "off"),
        },
        CheckedFigure: _NONE,
        SecondCalculation: _NONE,
        # how it is made
        MasterFormula: _NONE,
        Weighed: _of(MASS, "actual"),
        Made: _of(MASS, "tablets_mass", "blend_mass", "destroyed"),
        # how long it keeps
        Period: _NONE,
        BeyondUseRule: _NONE,
        OwnLimit: _NONE,
        DateCandidate: _NONE,
        BeyondUseDate: _NONE,
        # what the measurements say
        Sample: _of(MEASURED, "values"),
        Outlier: {**_of(MEASURED, "value"), **_of(DEVIATION, "deviation")},
        Usp905: {
            **_of(RATIO, "target", "reference"),
            **_of(RATIO, "acceptance_value", "unrounded"),
        },
        PhEur296: _NONE,
        MassTest: {
            **_of(MASS, "reference"),
            **_of(RATIO, "limit", "far_limit", "greatest_rsd"),
        },
        FormularioNacional: {**_of(MASS, "theoretical"), **_of(RATIO, "limit")},
        Usp2091: _NONE,
        Vaum: {
            **_of(MASS, "theoretical"),
            **_of(DEVIATION, "gap"),
            **_of(RATIO, "value", "greatest"),
        },
        MassLoss: {
            **_of(MASS, "weighed_in", "filled"),
            **_of(DEVIATION, "loss"),
            **_of(RATIO, "greatest"),
        },
        Potency: _of(RATIO, "mean", "potency", "least", "greatest"),
        Reconciliation: _of(MASS, "weighed_in", "filled", "set_aside"),
        CapsuleMasses: _of(MASS, "fill_mass"),
        FillingLimits: {
            **_of(RATIO, "mean_off", "mean_far_off", "greatest_rsd"),
            **_of(RATIO, "capsule_off", "capsule_far_off"),
        },
        FillingDecision: _NONE,
        UniformityRoute: {**_of(MASS, "drug"), **_of(RATIO, "share")},
        Outcome: {
            **_of(MASS, "weighed"),
            **_of(PER_CAPSULE, "strength"),
            **_of(RATIO, "label_claim"),
        },
        # how sure it is
        ParticleSize: {**_of(DENSITY, "true_density"), **_of(RATIO, "drug_share")},
        Contribution: _NONE,
        Spread: _NONE,
        ErrorBudget: _NONE,
        Design: _NONE,
        AcceptanceLimit: _NONE,
        # the course
        Phase: _of(MASS, "dose"),
        Schedule: _NONE,
        Combination: _of(MASS, "dose", "capsules"),
        Kit: _NONE,
        Supply: _of(MASS, "left", "missing"),
        Dispensing: _of(MASS, "capsules"),
        Making: _NONE,
        # the day
        OnHand: _of(ON_HAND, "amount"),
        Aim: _NONE,
        ProductionBatch: _of(MASS, "powder_left", "filler_mass"),
        ProductionPlan: _NONE,
        # published figures
        Source: _NONE,
        QualityLimit: _of(ANY, "value"),
        StabilityStudy: _NONE,
        Titration: _of(MASS, "start", "step", "target"),
    }
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

#: The records by the names they have in a document.
NAMES: Mapping[str, type] = MappingProxyType(
    {record.__name__: record for record in RECORDS}
)
