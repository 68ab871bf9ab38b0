"""Column plan: the plans of some rows, by the formulas of `ldn_compound.calc`.

What is found in no row costs one look at the least or the greatest of them. Where that
look finds something, the rows are looked at one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...calc.filler import filler_mass
from ...calc.overage import batch_size, drug_needed
from ...calc.packing import full_fill, shell_share
from ...calc.tablets import powder_mass
from ...checks.plausible import shell_figures
from ...extras import needs
from ...model.shell import Shell
from .exact_counts import ceiling, floor, less_than
from .exact_orders import Exact
from .limits import RowLimits
from .problems import BAD_CELLS, NO_PLAN, WEIGHED_DIRECTLY, Found
from .reading import Orders

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .exact_counts import Floats, Rows

__all__ = ["plan_rows"]

#: Of an overage, a hair more than 100 % of the label.
_MORE_THAN_THE_LABEL = 100 + 1e-9
_WEIGHED = (
    "tablets",
    "powder_to_weigh",
    "powder_left",
    "filler_to_weigh",
    "strength_achieved",
    "label_claim",
)
_BY_DENSITY = ("tablet_density", "filler_density")
_CLEAR = 1e-3  # of a shell, or of a limit: far more than a float's error


def plan_rows(
    orders: Orders, sizes: tuple[Shell, ...], limits: RowLimits
) -> dict[str, Any]:
    """Return the columns that the plans of some rows have.

    Parameters
    ----------
    orders
        The rows.
    sizes
        Shells to choose from, the smallest first; none where full fills are given.
    limits
        What the rows are held against.

    Returns
    -------
    dict
        Columns by the names of `OUTPUTS`, and ``shell`` where shells were given.
    """
    numpy = needs("numpy", extra="columns")
    taken, found = orders.numbers, orders.found | limits.always
    _flag_outside(found, taken["strength"], limits.refused, Found.DOSE_REFUSED)
    _flag_outside(found, taken["strength"], limits.unusual, Found.DOSE_UNUSUAL)
    strengths = taken["tablet_strength"]
    _flag_outside(
        found, strengths, limits.tablet_strength, Found.TABLET_STRENGTH_UNUSUAL
    )

    _flag_inputs(found, taken, limits)

    exact = Exact(numbers=taken)
    overage = taken["drug_overage"] / 100
    size = batch_size(
        taken["capsules"], taken["spare_capsules"], taken["blend_excess"] / 100
    )
    drug = drug_needed(taken["strength"], size, overage)
    powder = powder_mass(
        drug, taken["tablet_mass"], taken["tablet_strength"], taken["assay"] / 100
    )
    shells: Any = None
    if sizes:
        shells, fits = _smallest(sizes, taken, size, powder, exact)
        _flag(found, ~fits, Found.SHELL_OVERFILLED)
        volumes = numpy.array([_milliliters(each) for each in sizes])[shells]
        fills = [full_fill(1000 * taken[name], volumes) for name in _BY_DENSITY]
        for name in _BY_DENSITY:
            _flag_outside(found, taken[name], limits.density, Found.PACKING_UNUSUAL)
            at_all = limits.density_at_all
            _flag_outside(found, taken[name], at_all, Found.PACKING_IMPOSSIBLE)
        unusual = numpy.array([any(shell_figures(each)) for each in sizes])[shells]
        _flag(found, unusual, Found.FIGURE_UNUSUAL)
    else:
        fills = [taken["tablet_full_fill"], taken["filler_full_fill"]]
    share = shell_share(powder, fills[0])
    space = size - share
    if not space.min(initial=_CLEAR) >= _CLEAR:
        if not sizes:
            over = less_than(size, share, exact.overfull(fills[0]))
            _flag(found, over, Found.SHELL_OVERFILLED)
        numpy.maximum(space, 0.0, out=space)
    filler = filler_mass(fills[1], space)
    blend = powder + filler

    planned: dict[str, Any] = {
        "drug_needed": drug,
        "powder": powder,
        "filler": filler,
        "blend_mass": blend,
        "fill_mass": blend / size,
    }
    planned |= _weighed(planned, found, exact, fills, limits)
    ratio = planned.pop("ratio")
    planned["strength_achieved"] = taken["strength"] * (1 + overage) * ratio
    planned["label_claim"] = 100 * (1 + overage) * ratio
    _flag_achieved(found, planned, ratio, taken, limits)
    _hide(planned, found, orders)
    if sizes:
        labels = numpy.array([each.size for each in sizes], dtype=object)
        none = (found & NO_PLAN) != 0
        planned["shell"] = numpy.where(none, None, labels[shells])
    planned["findings"] = found
    return planned


def _weighed(
    planned: dict[str, Any],
    found: NDArray[np.int64],
    exact: Exact,
    fills: list[Any],
    limits: RowLimits,
) -> dict[str, Any]:
    """Return what is weighed and counted, flagging what cannot be weighed.

    Beside the columns: the ``ratio`` of the powder weighed to the powder needed.
    """
    numpy = needs("numpy", extra="columns")
    powder, filler = planned["powder"], planned["filler"]
    mass = exact.numbers["tablet_mass"]
    if limits.balance is None or limits.least is None:
        tablets = ceiling(
            powder * (1 + float(limits.left)) / mass,
            exact.with_left(exact.tablets, limits.left),
        )
        to_weigh, filler_to_weigh = powder, filler
        ratio = numpy.ones(1)
    else:
        step, balance = limits.step, limits.balance
        steps = floor(powder / step + 0.5, exact.rounded(exact.powder, balance))
        shown = floor(filler / step + 0.5, exact.rounded(exact.filler(fills), balance))
        to_weigh, filler_to_weigh = steps * step, shown * step
        least = float(limits.least.m_as("mg"))
        if not powder.min(initial=2 * least) > (1 + _CLEAR) * least:
            exactly = exact.against(exact.powder, limits.least)
            too_little = less_than(powder, numpy.full(powder.shape, least), exactly)
            _flag(found, too_little, Found.NEEDS_TRITURATION)
        if not shown.min(initial=numpy.inf) >= least / step:
            below = (filler > 0) & (shown < least / step)
            _flag(found, below, Found.BELOW_LEAST_MASS)
            _flag(found, (filler > 0) & (shown == 0), Found.TOO_LITTLE_TO_WEIGH)
        tablets = ceiling(
            to_weigh * (1 + float(limits.left)) / mass,
            exact.with_left(exact.covering(steps, balance), limits.left),
        )
        ratio = to_weigh / powder
        most = numpy.maximum(to_weigh, filler_to_weigh)
        _flag(found, most > limits.capacity, Found.ABOVE_CAPACITY)
        error, allowed = limits.weighing
        squares = (error / to_weigh) ** 2 + (ratio - 1) ** 2
        _flag(found, squares >= allowed**2, Found.WEIGHING_ERROR)
    tablets += limits.reserve
    numpy.maximum(tablets, limits.pool, out=tablets)
    left = tablets * mass
    left -= to_weigh
    numpy.maximum(left, 0.0, out=left)
    return {
        "tablets": tablets,
        "powder_to_weigh": to_weigh,
        "powder_left": left,
        "filler_to_weigh": filler_to_weigh,
        "ratio": ratio,
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
    ratio: Floats,
    taken: dict[str, Floats],
    limits: RowLimits,
) -> None:
    """Flag what follows from the amounts as weighed."""
    off = 1 - limits.strength_off, 1 + limits.strength_off
    _flag_outside(found, ratio, off, Found.STRENGTH_OFF)
    claim, greatest = planned["label_claim"], limits.content[1]
    outside = (claim < limits.content[0]) | (claim > greatest)
    if outside.any():
        # an overage of 10 % that the display rounds up is what was planned
        aim = claim / ratio
        near = (ratio >= off[0]) & (ratio <= off[1])
        as_planned = (aim > _MORE_THAN_THE_LABEL) & (aim <= greatest) & near
        outside &= ~as_planned
        _flag(found, outside, Found.CONTENT_OUTSIDE)
        far = (claim < limits.far_outside[0]) | (claim > limits.far_outside[1])
        _flag(found, outside & far, Found.CONTENT_FAR_OUTSIDE)
    few = planned["tablets"] < limits.tablets
    _flag(found, few, Found.FEW_TABLETS)
    _flag(found, few & (planned["tablets"] < limits.enough), Found.TABLETS_TOO_FEW)
    fewest = limits.capsules - taken["spare_capsules"]
    _flag(found, taken["capsules"] < fewest, Found.SMALL_BATCH)


def _flag_inputs(
    found: NDArray[np.int64], taken: dict[str, Floats], limits: RowLimits
) -> None:
    """Flag what the inputs themselves say."""
    mass, spare = taken["tablet_mass"], taken["spare_capsules"]
    excess, overage = taken["blend_excess"], taken["drug_overage"]
    _flag(found, mass <= taken["tablet_strength"], Found.TABLET_TOO_LIGHT)
    _flag_outside(found, taken["assay"], limits.content, Found.ASSAY_OUTSIDE)
    at_all = (mass >= limits.mass_at_all[0]) & (mass <= limits.mass_at_all[1])
    unusual = (mass < limits.tablet_mass[0]) | (mass > limits.tablet_mass[1])
    _flag(found, unusual & at_all, Found.TABLET_MASS_UNUSUAL)
    _flag(found, ~at_all, Found.TABLET_MASS_IMPOSSIBLE)
    _flag_outside(found, taken["capsules"], limits.counts, Found.FIGURE_UNUSUAL)
    many = 100 * spare > limits.spare * taken["capsules"]
    _flag(found, many | (excess > limits.excess), Found.FIGURE_UNUSUAL)
    _flag(found, overage > 0, Found.DRUG_OVERAGE)
    none = (spare == 0) & (excess == 0) & (overage == 0)
    _flag(found, none, Found.NO_LOSS_ALLOWANCE)


def _hide(planned: dict[str, Any], found: NDArray[np.int64], orders: Orders) -> None:
    """Take away what a row cannot have, and what was found in it nevertheless."""
    numpy = needs("numpy", extra="columns")
    none = (found & NO_PLAN) != 0
    unweighed = none | ((found & int(Found.NEEDS_TRITURATION)) != 0)
    if unweighed.any():
        for name, column in planned.items():
            hidden = unweighed if name in _WEIGHED else none
            planned[name] = numpy.where(hidden, numpy.nan, column)
        # what was not planned, or not so, was not found either
        found[unweighed] &= ~WEIGHED_DIRECTLY
        found[none] &= NO_PLAN
        # nor can a bad cell be too large or too small
        found[orders.found != 0] &= BAD_CELLS


def _flag_outside(
    found: NDArray[np.int64], values: Floats, ends: tuple[float, float], flag: Found
) -> None:
    """Flag the rows whose value is below the one end or above the other."""
    low, high = ends
    least, greatest = values.min(initial=high), values.max(initial=low)
    if not (least >= low and greatest <= high):
        _flag(found, (values < low) | (values > high), flag)


def _flag(found: NDArray[np.int64], rows: NDArray[np.bool_], flag: Found) -> None:
    numpy = needs("numpy", extra="columns")
    if rows.any():
        found |= rows * numpy.int64(flag)


def _milliliters(shell: Shell) -> float:
    return float(shell.volume.m_as("mL"))
