"""The nouns: what is asked, what lies on the bench, which rules hold, the plan."""

from __future__ import annotations

from .batch import Batch, CheckedBatch
from .beyond_use import BeyondUseDate, BeyondUseRule, DateCandidate, OwnLimit
from .bulk import BulkDrug
from .component import Component, Role
from .dates import Expiry
from .dilution import Dilution, Limits, Rejected, TriturationPlan
from .dispensed import Dispensed
from .drug import DrugSource
from .equipment import Balance, Tray
from .excipients import Additive, Filler
from .fill import Fill, FillByCompletion, FillByPacking, FillToMass, FillToVolume
from .finding import Finding
from .lot import Lot
from .made import Made, TopUp, Weighed
from .master_formula import MasterFormula
from .packing import Density, Packing, PackStatistic
from .period import Period
from .policy import Policy
from .prescription import Prescription
from .request import Request
from .second_calculation import CheckedFigure, SecondCalculation
from .shell import Shell
from .steps import LabelAmounts, Load, MixingStep, Step
from .tablets import Tablets
from .trituration import Trituration
from .verdict import Verdict
from .weighing import TabletCount, Weighing

__all__ = [
    "Additive",
    "Balance",
    "Batch",
    "BeyondUseDate",
    "BeyondUseRule",
    "BulkDrug",
    "CheckedBatch",
    "CheckedFigure",
    "Component",
    "DateCandidate",
    "Density",
    "Dilution",
    "Dispensed",
    "DrugSource",
    "Expiry",
    "Fill",
    "FillByCompletion",
    "FillByPacking",
    "FillToMass",
    "FillToVolume",
    "Filler",
    "Finding",
    "LabelAmounts",
    "Limits",
    "Load",
    "Lot",
    "Made",
    "MasterFormula",
    "MixingStep",
    "OwnLimit",
    "PackStatistic",
    "Packing",
    "Period",
    "Policy",
    "Prescription",
    "Rejected",
    "Request",
    "Role",
    "SecondCalculation",
    "Shell",
    "Step",
    "TabletCount",
    "Tablets",
    "TopUp",
    "Tray",
    "Trituration",
    "TriturationPlan",
    "Verdict",
    "Weighed",
    "Weighing",
]
