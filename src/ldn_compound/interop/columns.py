"""Columns: the plans of many orders at once, row by row as one plan would have them.

The formulas are those of `ldn_compound.calc`, given arrays instead of quantities. What
branches stands here once more: which rows can be, how many tablets, which shell. A bad
row is flagged, holds no amounts, and touches no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntFlag
from typing import TYPE_CHECKING, Any

from ..calc.filler import filler_mass
from ..calc.overage import batch_size, drug_needed
from ..calc.packing import full_fill, shell_share
from ..calc.tablets import powder_mass
from ..calc.weighing import least_mass
from ..extras import needs
from ..model.equipment import Balance
from ..model.policy import Policy
from ..model.shell import Shell
from ..reference import policy as published_policy
from ..units import Quantity
from .column_reading import Orders, read_orders
from .exact_counts import ceiling, floor, less_than
from .exact_orders import Exact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .exact_counts import Floats, Rows

__all__ = ["OUTPUTS", "Found", "plan_columns"]

#: The columns that `plan_columns` adds, and the unit of each.
OUTPUTS: Mapping[str, str] = {
    "drug_needed": "mg",
    "tablets": "tablet",
    "powder": "mg",
    "powder_to_weigh": "mg",
    "powder_left": "mg",
    "filler": "mg",
    "filler_to_weigh": "mg",
    "blend_mass": "mg",
    "fill_mass": "mg",
    "strength_achieved": "mg/capsule",
    "label_claim": "%",
    "findings": "bits of `Found`",
}


class Found(IntFlag):
    """What was found in a row; several add up. Zero is nothing."""

    BAD_STRENGTH = 1 << 0
    BAD_CAPSULES = 1 << 1
    BAD_TABLET_STRENGTH = 1 << 2
    BAD_TABLET_MASS = 1 << 3
    BAD_TABLET_FULL_FILL = 1 << 4
    BAD_FILLER_FULL_FILL = 1 << 5
    BAD_TABLET_DENSITY = 1 << 6
    BAD_FILLER_DENSITY = 1 << 7
    BAD_ASSAY = 1 << 8
    BAD_SPARE_CAPSULES = 1 << 9
    BAD_BLEND_EXCESS = 1 << 10
    BAD_DRUG_OVERAGE = 1 << 11
    #: Outside the strengths that the policy allows: no plan.
    DOSE_REFUSED = 1 << 12
    #: The powder does not fit the shell, or none of the shells: no plan.
    SHELL_OVERFILLED = 1 << 13
    #: The display would show no filler at all: no plan.
    TOO_LITTLE_TO_WEIGH = 1 << 14
    #: Too little powder to weigh directly: `plan_batch` plans a trituration for it.
    NEEDS_TRITURATION = 1 << 15
    #: The filler is below the least mass of the balance.
    BELOW_LEAST_MASS = 1 << 16
    DOSE_UNUSUAL = 1 << 17
    STRENGTH_OFF = 1 << 18
    CONTENT_OUTSIDE = 1 << 19
    FEW_TABLETS = 1 << 20
    SMALL_BATCH = 1 << 21
    NO_POWDER_LEFT = 1 << 22


_NO_PLAN = int(Found.NEEDS_TRITURATION) - 1
_BAD = int(Found.DOSE_REFUSED) - 1
_WEIGHED = (
    "tablets",
    "powder_to_weigh",
    "powder_left",
    "filler_to_weigh",
    "strength_achieved",
    "label_claim",
)
_BY_DENSITY = ("tablet_density", "filler_density")
_HAIR = 1e-12


def plan_columns(
    table: Any,  # noqa: ANN401 - a mapping, or any data frame narwhals reads
    *,
    columns: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    constants: Mapping[str, float | str] | None = None,
    shells: Iterable[Shell] = (),
    balance: Balance | None = None,
    policy: Policy | None = None,
) -> Any:  # noqa: ANN401 - the kind of table that came
    """Return a table of orders with the plan of each beside it.

    Tablets are the source and shells are filled by packing, as `plan_batch` does it.

    Parameters
    ----------
    table
        A mapping of arrays, or an eager data frame. Columns: ``strength``,
        ``capsules``, ``tablet_strength``, ``tablet_mass``, ``tablet_full_fill``,
        ``filler_full_fill``, and those of `INPUTS` that have a default.
    columns
        What a column is called in the table, by the name here, where that differs.
    units
        Unit of a column, by the name here, where it is not mg or %.
    constants
        Numbers for columns that the table does not hold, by the name here.
    shells
        Shells of which the smallest that fits is chosen; the table then holds
        ``tablet_density`` and ``filler_density`` in g/mL instead of the full fills.
    balance
        The balance; `None` rounds nothing.
    policy
        House rules; `None` takes ``reference.policy("usp")``.

    Returns
    -------
    object
        A table of the same kind: the columns that came, then `OUTPUTS`, and ``shell``
        where shells were given. What a row cannot have is NaN; its findings say why.

    Raises
    ------
    FieldError
        If a column is missing, or no column is what it says.

    Examples
    --------
    >>> import numpy as np
    >>> planned = plan_columns({
    ...     "strength": np.array([4.5, 1.5, -1]), "capsules": np.array([100, 100, 100]),
    ... }, constants={"tablet_strength": 50, "tablet_mass": 171.2,
    ...               "tablet_full_fill": 200, "filler_full_fill": 130})
    >>> planned["tablets"], planned["powder"]
    (array([ 9.,  3., nan]), array([1540.8,  513.6,    nan]))
    >>> Found(planned["findings"][2])
    <Found.BAD_STRENGTH: 1>
    """
    narwhals = None
    frame = table
    if not isinstance(table, Mapping):
        narwhals = needs("narwhals.stable.v2", extra="columns")
        frame = narwhals.from_native(table, eager_only=True)
    rules = published_policy("usp") if policy is None else policy
    sizes = tuple(sorted(shells, key=lambda each: each.volume))
    orders = read_orders(
        frame,
        columns or {},
        units or {},
        constants or {},
        by_volume=bool(sizes),
        rules=rules,
    )
    planned = _planned(orders, sizes, balance, rules)
    if narwhals is None:
        return {**table, **planned}
    backend = frame.implementation
    return frame.with_columns(
        *(
            narwhals.new_series(name, each, backend=backend)
            for name, each in planned.items()
        )
    ).to_native()


def _planned(
    orders: Orders, sizes: tuple[Shell, ...], balance: Balance | None, rules: Policy
) -> dict[str, Any]:
    """Return the columns that a plan has, in the order of `OUTPUTS`."""
    numpy = needs("numpy", extra="columns")
    taken, found = orders.numbers, orders.found.copy()
    _flag(found, _outside(taken["strength"], rules, "refused"), Found.DOSE_REFUSED)
    _flag(found, _outside(taken["strength"], rules, "unusual"), Found.DOSE_UNUSUAL)

    exact = Exact(numbers=taken)
    excess = taken["blend_excess"] / 100
    size = batch_size(taken["capsules"], taken["spare_capsules"], excess)
    drug = drug_needed(taken["strength"], size, taken["drug_overage"] / 100)
    powder = powder_mass(
        drug, taken["tablet_mass"], taken["tablet_strength"], taken["assay"] / 100
    )
    shells: Any = numpy.zeros(size.shape, dtype=int)
    if sizes:
        shells, fits = _smallest(sizes, taken, size, powder, exact)
        volumes = numpy.array([_milliliters(each) for each in sizes])[shells]
        fills = [full_fill(1000 * taken[name], volumes) for name in _BY_DENSITY]
    else:
        fills = [taken["tablet_full_fill"], taken["filler_full_fill"]]
        fits = ~less_than(size, shell_share(powder, fills[0]), exact.overfull(fills[0]))
    _flag(found, ~fits, Found.SHELL_OVERFILLED)
    space = numpy.maximum(size - shell_share(powder, fills[0]), 0.0)
    filler = filler_mass(fills[1], space)

    planned: dict[str, Any] = {"drug_needed": drug, "powder": powder, "filler": filler}
    planned["blend_mass"] = powder + filler
    planned["fill_mass"] = planned["blend_mass"] / size
    planned |= _weighed(planned, found, exact, fills, balance=balance, rules=rules)
    _flag_achieved(found, planned, taken, rules)

    none = (found & _NO_PLAN) != 0
    unweighed = none | ((found & int(Found.NEEDS_TRITURATION)) != 0)
    if unweighed.any():
        for name, column in planned.items():
            hidden = unweighed if name in _WEIGHED else none
            planned[name] = numpy.where(hidden, numpy.nan, column)
    if sizes:
        labels = numpy.array([each.size for each in sizes], dtype=object)
        planned["shell"] = numpy.where(none, None, labels[shells])
    found[none] &= _NO_PLAN  # what was not planned was not found either
    found[orders.found != 0] &= _BAD  # nor can a bad cell be too large or too small
    planned["findings"] = found
    return {name: planned[name] for name in (*OUTPUTS, "shell") if name in planned}


def _weighed(
    planned: dict[str, Any],
    found: NDArray[np.int64],
    exact: Exact,
    fills: list[Any],
    *,
    balance: Balance | None,
    rules: Policy,
) -> dict[str, Any]:
    """Return what is weighed and counted, flagging what cannot be weighed."""
    numpy = needs("numpy", extra="columns")
    powder, filler, taken = planned["powder"], planned["filler"], exact.numbers
    mass = taken["tablet_mass"]
    if balance is None:
        to_weigh, filler_to_weigh = powder, filler
        tablets = ceiling(powder / mass, exact.tablets)
    else:
        step, least = _milligrams(balance.readability), least_mass(balance, rules)
        steps = floor(powder / step + 0.5, exact.rounded(exact.powder, balance))
        shown = floor(filler / step + 0.5, exact.rounded(exact.filler(fills), balance))
        to_weigh, filler_to_weigh = steps * step, shown * step
        limit = numpy.full(powder.shape, _milligrams(least))
        too_little = less_than(powder, limit, exact.against(exact.powder, least))
        _flag(found, too_little, Found.NEEDS_TRITURATION)
        below = (filler > 0) & (shown < _ratio(least, balance.readability))
        _flag(found, below, Found.BELOW_LEAST_MASS)
        _flag(found, (filler > 0) & (shown == 0), Found.TOO_LITTLE_TO_WEIGH)
        tablets = ceiling(to_weigh / mass, exact.covering(steps, balance))
    tablets = tablets + rules.reserve_tablets
    planned_strength = taken["strength"] * (1 + taken["drug_overage"] / 100)
    achieved = planned_strength * to_weigh / powder
    return {
        "tablets": tablets,
        "powder_to_weigh": to_weigh,
        "powder_left": numpy.maximum(tablets * mass - to_weigh, 0.0),
        "filler_to_weigh": filler_to_weigh,
        "strength_achieved": achieved,
        "label_claim": 100 * achieved / taken["strength"],
    }


def _smallest(
    sizes: tuple[Shell, ...],
    taken: dict[str, Floats],
    size: Floats,
    powder: Floats,
    exact: Exact,
) -> tuple[Rows, NDArray[np.bool_]]:
    """Return the smallest shell that holds the powder, and whether one does."""
    numpy = needs("numpy", extra="columns")
    chosen = numpy.full(size.shape, len(sizes) - 1)
    fits = numpy.zeros(size.shape, dtype=bool)
    for number in reversed(range(len(sizes))):
        volume = sizes[number].volume
        held = numpy.float64(_milliliters(sizes[number]))
        fill = full_fill(1000 * taken["tablet_density"], held)
        overfull = exact.overfull_by_volume(volume)
        holds = ~less_than(size, shell_share(powder, fill), overfull)
        chosen[holds] = number
        fits |= holds
    return chosen, fits


def _flag_achieved(
    found: NDArray[np.int64],
    planned: dict[str, Any],
    taken: dict[str, Floats],
    rules: Policy,
) -> None:
    """Flag what follows from the amounts as weighed."""
    numpy = needs("numpy", extra="columns")
    aim = taken["strength"] * (1 + taken["drug_overage"] / 100)
    off = numpy.abs(planned["strength_achieved"] / aim - 1)
    _flag(found, off > _share(rules.strength_tolerance) + _HAIR, Found.STRENGTH_OFF)
    claim = planned["label_claim"] / 100
    low, high = _share(rules.least_content), _share(rules.greatest_content)
    outside = (claim < low - _HAIR) | (claim > high + _HAIR)
    _flag(found, outside, Found.CONTENT_OUTSIDE)
    _flag(found, planned["tablets"] < rules.least_tablets, Found.FEW_TABLETS)
    shells = taken["capsules"] + taken["spare_capsules"]
    _flag(found, shells < rules.least_capsules, Found.SMALL_BATCH)
    least_left = _share(rules.least_powder_left) * planned["powder_to_weigh"]
    little = planned["powder_left"] < least_left * (1 - _HAIR)
    _flag(found, little, Found.NO_POWDER_LEFT)


def _flag(found: NDArray[np.int64], rows: NDArray[np.bool_], flag: Found) -> None:
    numpy = needs("numpy", extra="columns")
    numpy.bitwise_or(found, int(flag), out=found, where=rows)


def _outside(strength: Floats, rules: Policy, kind: str) -> NDArray[np.bool_]:
    low = float(getattr(rules, f"{kind}_below").m_as("mg/capsule"))
    high = float(getattr(rules, f"{kind}_above").m_as("mg/capsule"))
    outside: NDArray[np.bool_] = (strength < low) | (strength > high)
    return outside


def _milligrams(mass: Quantity) -> float:
    return float(mass.m_as("mg"))


def _milliliters(shell: Shell) -> float:
    return float(shell.volume.m_as("mL"))


def _share(percentage: Quantity) -> float:
    return float(percentage.m_as("%")) / 100


def _ratio(one: Quantity, other: Quantity) -> float:
    return float(one.m_as("mg") / other.m_as("mg"))
