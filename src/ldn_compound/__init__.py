"""Work out batches of low-dose naltrexone capsules: exact, explained, cited."""

from __future__ import annotations

from . import reference
from .batch_plan import BatchPlan, plan_batch
from .errors import (
    CompoundError,
    DocumentError,
    DoseRangeError,
    DoubleCheckError,
    ExpiredError,
    FieldError,
    MissingExtraError,
    ShellOverfilledError,
    TooLittleToWeighError,
    UnitError,
    UnknownNameError,
)
from .model.beyond_use import BeyondUseDate, BeyondUseRule, OwnLimit
from .model.bulk import BulkDrug
from .model.equipment import Balance, Tray
from .model.excipients import Additive, Filler
from .model.fill import FillByCompletion, FillByPacking, FillToMass, FillToVolume
from .model.finding import Finding
from .model.lot import Lot
from .model.made import Made, TopUp, Weighed
from .model.packing import Density, PackStatistic
from .model.policy import Policy
from .model.prescription import Prescription
from .model.second_calculation import SecondCalculation
from .model.shell import Shell
from .model.tablets import Tablets
from .model.trituration import Trituration
from .plan import DoseMade, choose_shell, dose_made, plan_trituration, verify
from .quantities.units import Q, Quantity

__all__ = [
    "Additive",
    "Balance",
    "BatchPlan",
    "BeyondUseDate",
    "BeyondUseRule",
    "BulkDrug",
    "CompoundError",
    "Density",
    "DocumentError",
    "DoseMade",
    "DoseRangeError",
    "DoubleCheckError",
    "ExpiredError",
    "FieldError",
    "FillByCompletion",
    "FillByPacking",
    "FillToMass",
    "FillToVolume",
    "Filler",
    "Finding",
    "Lot",
    "Made",
    "MissingExtraError",
    "OwnLimit",
    "PackStatistic",
    "Policy",
    "Prescription",
    "Q",
    "Quantity",
    "SecondCalculation",
    "Shell",
    "ShellOverfilledError",
    "Tablets",
    "TooLittleToWeighError",
    "TopUp",
    "Tray",
    "Trituration",
    "UnitError",
    "UnknownNameError",
    "Weighed",
    "choose_shell",
    "dose_made",
    "plan_batch",
    "plan_trituration",
    "reference",
    "verify",
]
