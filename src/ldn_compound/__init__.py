"""Work out batches of low-dose naltrexone capsules: exact, explained, cited.

What stands here is loaded when it is first asked for, so that a command that needs
little of it starts at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import reference
    from .batch_plan import BatchPlan, plan_batch
    from .errors import (
        CompoundError,
        DocumentError,
        DoseRangeError,
        DoubleCheckError,
        ExpiredError,
        Fault,
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
    from .orders import Order, Profile, order_schema, plan_order, profile_schema
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
    "Fault",
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
    "Order",
    "OwnLimit",
    "PackStatistic",
    "Policy",
    "Prescription",
    "Profile",
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
    "order_schema",
    "plan_batch",
    "plan_order",
    "plan_trituration",
    "profile_schema",
    "reference",
    "verify",
]

#: The module of each name.
_PLACES: Mapping[str, tuple[str, ...]] = {
    "batch_plan": ("BatchPlan", "plan_batch"),
    "errors": (
        "CompoundError",
        "DocumentError",
        "DoseRangeError",
        "DoubleCheckError",
        "ExpiredError",
        "Fault",
        "FieldError",
        "MissingExtraError",
        "ShellOverfilledError",
        "TooLittleToWeighError",
        "UnitError",
        "UnknownNameError",
    ),
    "model.beyond_use": ("BeyondUseDate", "BeyondUseRule", "OwnLimit"),
    "model.bulk": ("BulkDrug",),
    "model.equipment": ("Balance", "Tray"),
    "model.excipients": ("Additive", "Filler"),
    "model.fill": ("FillByCompletion", "FillByPacking", "FillToMass", "FillToVolume"),
    "model.finding": ("Finding",),
    "model.lot": ("Lot",),
    "model.made": ("Made", "TopUp", "Weighed"),
    "model.packing": ("Density", "PackStatistic"),
    "model.policy": ("Policy",),
    "model.prescription": ("Prescription",),
    "model.second_calculation": ("SecondCalculation",),
    "model.shell": ("Shell",),
    "model.tablets": ("Tablets",),
    "model.trituration": ("Trituration",),
    "plan": ("DoseMade", "choose_shell", "dose_made", "plan_trituration", "verify"),
    "quantities.units": ("Q", "Quantity"),
    "orders": ("Order", "Profile", "order_schema", "plan_order", "profile_schema"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever it names
    """Return a public name, loading its module."""
    if name == "reference":
        return import_module(".reference", __name__)
    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f".{module}", __name__), name)
    told = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(told)


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return sorted(__all__)
