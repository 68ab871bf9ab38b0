"""Column plan: the plans of some rows, by the formulas of `ldn_compound.calc`.

What is found in no row costs one look at the least or the greatest of them. Where that
look finds something, the rows are looked at one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from ...calc.filler import filler_mass
from ...calc.overage import batch_size, drug_needed
from ...calc.packing import full_fill, shell_share
from ...calc.tablets import powder_mass
from ...checks.plausible import shell_figures
from ...model.shell import Shell
from .arrays import array_library
from .exact_counts import ceiling, half_up, less_than
from .exact_orders import Exact
from .flags import Flags
from .limits import RowLimits
from .problems import BAD_CELLS, NO_PLAN, WEIGHED_DIRECTLY, Found
from .reading import Orders

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .exact_counts import Floats, Rows
    from .exact_orders import Amount

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
_AMOUNTS = (
    *("drug_needed", "powder", "filler", "blend_mass", "fill_mass"),
    *_WEIGHED,
)
_BY_DENSITY = ("tablet_density", "filler_density")
_CLEAR = 1e-3  # of a shell, or of a limit: far more than a float's error


@frozen(kw_only=True)
class _Work:
    """What the plans of some rows are worked out from, and where they go.

    Parameters
    ----------
    orders
        The rows.
    limits
        What they are held against.
    exact
        Their amounts exactly.
    flags
        Takes what is found in them.
    planned
        Takes their columns.
    doubtful
        Takes the rows that floats cannot decide; where it is `None` they are decided.
    """

    orders: Orders
    limits: RowLimits
    exact: Exact
    flags: Flags
    planned: dict[str, Any]
    doubtful: list[Rows] | None


def plan_rows(
    orders: Orders,
    sizes: tuple[Shell, ...],
    limits: RowLimits,
    planned: dict[str, Any],
    doubtful: list[Rows] | None = None,
) -> None:
    """Work out the columns that the plans of some rows have.

    Parameters
    ----------
    orders
        The rows.
    sizes
        Shells to choose from, the smallest first; none where full fills are given.
    limits
        What the rows are held against.
    planned
        Takes the columns, by the names of `OUTPUTS`, and ``shell`` where shells are
        given.
    doubtful
        Takes the rows that floats cannot decide, which then have any plan; where it is
        `None` they are decided.
    """
    numpy, taken = array_library(), orders.numbers
    work = _Work(
        orders=orders,
        limits=limits,
        exact=Exact(numbers=taken),
        flags=Flags(orders.rows, limits.always),
        planned=planned,
        doubtful=doubtful,
    )
    _flag_inputs(work)
    overage = taken["drug_overage"] / 100
    size = _batch_size(orders)
    drug = drug_needed(taken["strength"], size, overage)
    powder = powder_mass(
        drug, taken["tablet_mass"], taken["tablet_strength"], taken["assay"] / 100
    )
    shells: Any = None
    if sizes:
        shells, fills = _smallest(work, sizes, size, powder)
    else:
        fills = [taken["tablet_full_fill"], taken["filler_full_fill"]]
    share = shell_share(powder, fills[0])
    space = size - share
    if not space.min(initial=_CLEAR) >= _CLEAR:
        if not sizes:
            over = less_than(size, share, work.exact.overfull(fills[0]), doubtful)
            work.flags.add(over, Found.SHELL_OVERFILLED)
        numpy.maximum(space, 0.0, out=space)
    filler = filler_mass(fills[1], space)

    planned["drug_needed"][:] = drug
    planned["powder"][:] = powder
    planned["filler"][:] = filler
    blend = numpy.add(powder, filler, out=planned["blend_mass"])
    numpy.divide(blend, size, out=planned["fill_mass"])
    ratio = _weigh(work, powder, filler, fills)
    strength = taken["strength"]
    if orders.ends["drug_overage"][1] > 0:
        strength = strength * (1 + overage)
    numpy.multiply(strength, ratio, out=planned["strength_achieved"])
    numpy.multiply(100 * (1 + overage), ratio, out=planned["label_claim"])
    _flag_tablets(work)
    _flag_rounding(work, powder, ratio)
    _hide(work)
    if sizes:
        labels = numpy.array([each.size for each in sizes], dtype=object)
        none = (planned["findings"] & NO_PLAN) != 0
        planned["shell"][:] = numpy.where(none, None, labels[shells])


def _batch_size(orders: Orders) -> Floats:
    """Return the capsules that each batch is worked out for."""
    taken, ends = orders.numbers, orders.ends
    if ends["spare_capsules"][1] == 0 and ends["blend_excess"][1] == 0:
        return taken["capsules"]  # nothing is added, in any row
    return batch_size(
        taken["capsules"], taken["spare_capsules"], taken["blend_excess"] / 100
    )


def _weigh(work: _Work, powder: Floats, filler: Floats, fills: list[Any]) -> Floats:
    """Work out what is weighed, and the tablets for it.

    Returns the ratio of the powder weighed to the powder needed.
    """
    numpy = array_library()
    planned, limits, exact = work.planned, work.limits, work.exact
    to_weigh, shown = planned["powder_to_weigh"], planned["filler_to_weigh"]
    ratio: Floats
    tablets: Amount
    if limits.balance is None:
        to_weigh[:] = powder
        shown[:] = filler
        tablets, ratio = exact.tablets, numpy.ones(1)
    else:
        step, balance = limits.step, limits.balance
        steps = to_weigh if step == 1 else numpy.empty(powder.shape)
        in_steps = exact.rounded(exact.powder, balance)
        half_up(_in_steps(powder, step), in_steps, work.doubtful, out=steps)
        in_steps = exact.rounded(exact.filler(fills), balance)
        half_up(_in_steps(filler, step), in_steps, work.doubtful, out=shown)
        if not shown.min(initial=numpy.inf) >= limits.at_least / step:
            below = (filler > 0) & (shown < limits.at_least / step)
            work.flags.add(below, Found.BELOW_LEAST_MASS)
            nothing = (filler > 0) & (shown == 0)
            work.flags.add(nothing, Found.TOO_LITTLE_TO_WEIGH)
        if step != 1:
            numpy.multiply(steps, step, out=to_weigh)
            shown *= step
        if limits.capacity < numpy.inf:
            most = numpy.maximum(to_weigh, shown)
            work.flags.add(most > limits.capacity, Found.ABOVE_CAPACITY)
        tablets, ratio = exact.covering(steps, balance), to_weigh / powder
    _count_tablets(work, exact.with_left(tablets, limits.left))
    return ratio


def _in_steps(amount: Floats, step: float) -> Floats:
    """Return an amount in steps of the display."""
    return amount if step == 1 else amount / step


def _count_tablets(work: _Work, exact: Amount) -> None:
    """Work out the tablets to crush, and the powder of them that is left."""
    numpy = array_library()
    planned, limits = work.planned, work.limits
    to_weigh, tablets = planned["powder_to_weigh"], planned["tablets"]
    mass, times = work.orders.numbers["tablet_mass"], 1 + float(limits.left)
    ceiling(to_weigh, mass, exact, work.doubtful, times=times, out=tablets)
    if limits.reserve:
        tablets += limits.reserve
    if limits.pool:
        numpy.maximum(tablets, limits.pool, out=tablets)
    left = numpy.multiply(tablets, mass, out=planned["powder_left"])
    left -= to_weigh
    if limits.left < _CLEAR:  # a float may miss so little on either side
        numpy.maximum(left, 0.0, out=left)


def _smallest(
    work: _Work, sizes: tuple[Shell, ...], size: Floats, powder: Floats
) -> tuple[Rows, list[Floats]]:
    """Return the smallest shell that holds the powder, and the full fills of it."""
    numpy = array_library()
    taken = work.orders.numbers
    chosen = numpy.full(size.shape, len(sizes) - 1)
    fits = numpy.zeros(size.shape, dtype=bool)
    for number in reversed(range(len(sizes))):
        volume = sizes[number].volume
        held = numpy.float64(_milliliters(sizes[number]))
        fill = full_fill(1000 * taken["tablet_density"], held)
        overfull = work.exact.overfull_by_volume(volume)
        holds = ~less_than(size, shell_share(powder, fill), overfull, work.doubtful)
        chosen[holds] = number
        fits |= holds
    work.flags.add(~fits, Found.SHELL_OVERFILLED)
    unusual = numpy.array([any(shell_figures(each)) for each in sizes])[chosen]
    work.flags.add(unusual, Found.FIGURE_UNUSUAL)
    volumes = numpy.array([_milliliters(each) for each in sizes])[chosen]
    return chosen, [full_fill(1000 * taken[name], volumes) for name in _BY_DENSITY]


def _flag_tablets(work: _Work) -> None:
    """Flag few tablets, and few capsules."""
    flags, limits, tablets = work.flags, work.limits, work.planned["tablets"]
    few = tablets < limits.tablets
    flags.add(few, Found.FEW_TABLETS)
    if flags.anywhere & Found.FEW_TABLETS:
        flags.add(few & (tablets < limits.enough), Found.TABLETS_TOO_FEW)
    taken, ends = work.orders.numbers, work.orders.ends
    if limits.capsules - ends["spare_capsules"][0] > ends["capsules"][0]:
        fewest = limits.capsules - taken["spare_capsules"]
        flags.add(taken["capsules"] < fewest, Found.SMALL_BATCH)


def _flag_rounding(work: _Work, powder: Floats, ratio: Floats) -> None:
    """Flag what weighing does to the dose, where it may do any harm."""
    numpy = array_library()
    flags, limits = work.flags, work.limits
    to_weigh = work.planned["powder_to_weigh"]
    if limits.surely_content(work.orders.ends["drug_overage"]):
        rows = numpy.flatnonzero(to_weigh < limits.sure_above)
        if not rows.size:
            return
    else:
        rows = numpy.arange(work.orders.rows)
    to_weigh, claim = to_weigh[rows], work.planned["label_claim"][rows]
    ratio = numpy.broadcast_to(ratio, powder.shape)[rows]
    off = _outside(ratio, (1 - limits.strength_off, 1 + limits.strength_off))
    flags.add_some(rows, off, Found.STRENGTH_OFF)
    outside = _outside(claim, limits.content)
    if outside.any():
        # an overage of 10 % that the display rounds up is what was planned
        aim = claim / ratio
        as_planned = (aim > _MORE_THAN_THE_LABEL) & (aim <= limits.content[1]) & ~off
        outside &= ~as_planned
        flags.add_some(rows, outside, Found.CONTENT_OUTSIDE)
        far = outside & _outside(claim, limits.far_outside)
        flags.add_some(rows, far, Found.CONTENT_FAR_OUTSIDE)
    if limits.balance is None or limits.least is None:
        return
    error, allowed = limits.weighing
    squares = (error / to_weigh) ** 2 + (ratio - 1) ** 2
    flags.add_some(rows, squares >= allowed**2, Found.WEIGHING_ERROR)
    exact = work.exact.against(work.exact.powder, limits.least)
    doubtful: list[Rows] | None = None if work.doubtful is None else []
    too_little = less_than(
        powder[rows],
        numpy.full(rows.shape, limits.at_least),
        lambda some: exact(rows[some]),
        doubtful,
    )
    flags.add_some(rows, too_little, Found.NEEDS_TRITURATION)
    if work.doubtful is not None and doubtful:
        work.doubtful.extend(rows[each] for each in doubtful)


def _flag_inputs(work: _Work) -> None:
    """Flag what the inputs themselves say."""
    flags, limits = work.flags, work.limits
    taken, ends = work.orders.numbers, work.orders.ends
    for name, usual, flag in (
        ("strength", limits.refused, Found.DOSE_REFUSED),
        ("strength", limits.unusual, Found.DOSE_UNUSUAL),
        ("tablet_strength", limits.tablet_strength, Found.TABLET_STRENGTH_UNUSUAL),
        ("tablet_mass", limits.mass_at_all, Found.TABLET_MASS_IMPOSSIBLE),
        ("tablet_density", limits.density, Found.PACKING_UNUSUAL),
        ("filler_density", limits.density, Found.PACKING_UNUSUAL),
        ("tablet_density", limits.density_at_all, Found.PACKING_IMPOSSIBLE),
        ("filler_density", limits.density_at_all, Found.PACKING_IMPOSSIBLE),
        ("assay", limits.content, Found.ASSAY_OUTSIDE),
        ("capsules", limits.counts, Found.FIGURE_UNUSUAL),
    ):
        if name in taken and not _within(ends[name], usual):
            flags.add(_outside(taken[name], usual), flag)
    mass = taken["tablet_mass"]
    if not ends["tablet_mass"][0] > ends["tablet_strength"][1]:
        flags.add(mass <= taken["tablet_strength"], Found.TABLET_TOO_LIGHT)
    if not _within(ends["tablet_mass"], limits.tablet_mass):
        at_all = ~_outside(mass, limits.mass_at_all)
        unusual = _outside(mass, limits.tablet_mass) & at_all
        flags.add(unusual, Found.TABLET_MASS_UNUSUAL)
    spare, excess = taken["spare_capsules"], taken["blend_excess"]
    overage = taken["drug_overage"]
    if not 100 * ends["spare_capsules"][1] <= limits.spare * ends["capsules"][0]:
        many = 100 * spare > limits.spare * taken["capsules"]
        flags.add(many, Found.FIGURE_UNUSUAL)
    if ends["blend_excess"][1] > limits.excess:
        flags.add(excess > limits.excess, Found.FIGURE_UNUSUAL)
    if ends["drug_overage"][1] > 0:
        flags.add(overage > 0, Found.DRUG_OVERAGE)
    none = (spare == 0) & (excess == 0) & (overage == 0)
    flags.add(none, Found.NO_LOSS_ALLOWANCE)


def _hide(work: _Work) -> None:
    """Write what was found, and take away what a row cannot have."""
    numpy = array_library()
    planned, flags, orders = work.planned, work.flags, work.orders
    found = planned["findings"]
    flags.write(found)
    triturated = int(Found.NEEDS_TRITURATION)
    if orders.bad is None and not flags.anywhere & (NO_PLAN | triturated):
        return
    if orders.bad is not None:
        found |= orders.bad
    none = (found & NO_PLAN) != 0
    unweighed = none | ((found & triturated) != 0)
    for name in _AMOUNTS:
        hidden = unweighed if name in _WEIGHED else none
        numpy.copyto(planned[name], numpy.nan, where=hidden)
    # what was not planned, or not so, was not found either
    found[unweighed] &= ~WEIGHED_DIRECTLY
    found[none] &= NO_PLAN
    # nor can a bad cell be too large or too small
    if orders.bad is not None:
        found[orders.bad != 0] &= BAD_CELLS


def _within(ends: tuple[float, float], limits: tuple[float, float]) -> bool:
    """Return whether the least and the greatest of some values are within limits."""
    return ends[0] >= limits[0] and ends[1] <= limits[1]


def _outside(values: Floats, limits: tuple[float, float]) -> NDArray[np.bool_]:
    """Return which values are below the one limit or above the other."""
    low, high = limits
    below: NDArray[np.bool_] = values < low
    below |= values > high
    return below


def _milliliters(shell: Shell) -> float:
    return float(shell.volume.m_as("mL"))
