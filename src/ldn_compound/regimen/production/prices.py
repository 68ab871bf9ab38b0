"""Prices for what all strengths share, so that each can be planned by itself.

Where the stock is scarce, one strength takes what another lacks. A price for each
tablet and each gram of a scarce lot, and for what the aims so far leave, stands for
that: a batch then costs what it counts for the aim plus what it takes at these prices.
Whatever the prices, as long as none is below zero, the least cost of all strengths
together, less the price of all there is, is a bound that every plan obeys (Lagrange).

The prices are the dual values of the counting model without whole numbers. They are
floats, but nothing depends on their being right: each bound is worked out from them
exactly, and worse prices only make it weaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import inf
from typing import Any, TypeAlias

from attrs import frozen

from ...extras import needs
from .figures import BatchKey, amount_of
from .problem import AimName, Problem
from .solver_model import SolverModel

__all__ = ["Prices", "prices_of"]

#: Costs are scaled to whole numbers of about this size.
_COSTLIEST = 100_000
#: Digits of a price; more would be the noise of floats.
_DENOMINATOR = 10**12
#: What the solver gives where there is no limit.
_UNLIMITED = 2**60

#: The least and the greatest value; `None`: no limit.
Ends: TypeAlias = tuple[int | None, int | None]


@frozen(kw_only=True)
class Prices:
    """What each batch costs, at prices for what families share.

    Parameters
    ----------
    costs
        What a batch counts for the aim and takes at the prices, rounded down to whole
        numbers, so that a bound of their sum is one of the cost. [unit]
    unit
        One of them, in the unit of the aim.
    paid
        The price of all there is. [unit of the aim]
    """

    costs: Mapping[BatchKey, int]
    unit: Fraction
    paid: Fraction

    def bound(self, least_costs: Iterable[int]) -> Fraction:
        """Return the bound of the aim, from that of the costs of each family."""
        return sum(least_costs) * self.unit - self.paid


@frozen
class _Row:
    """A constraint of the count.

    Parameters
    ----------
    factors
        Factor of each variable, by its place.
    ends
        The least and the greatest sum.
    """

    factors: Mapping[int, int]
    ends: Ends


def prices_of(
    problem: Problem, aim: AimName, model: SolverModel
) -> tuple[Prices, Fraction] | None:
    """Return the prices of what families share, and what no plan comes below.

    Parameters
    ----------
    problem
        The problem.
    aim
        What is minimised.
    model
        A model that counts all families, with what they share.

    Returns
    -------
    tuple[Prices, Fraction] or None
        Prices and bound; `None` where the count has no solution.
    """
    proto = model.solver_model.proto
    domains = [list(each.domain) for each in proto.variables]
    ranges = [(each[0], each[-1]) for each in domains]
    rows = {
        place: _Row(
            dict(zip(each.linear.vars, each.linear.coeffs, strict=True)),
            _ends(each.linear.domain),
        )
        for place, each in enumerate(proto.constraints)
        if each.linear.vars
    }
    figures = {
        variable.index: amount_of(problem, aim, key)
        for key, variable in model.made.items()
    }
    duals = _duals(figures, ranges, rows)
    if duals is None:
        return None
    priced = [
        (limit, -duals[place] * scale)
        for limit, place, scale in model.shared
        if duals[place] < 0
    ]
    costs: dict[BatchKey, Fraction] = {
        key: amount_of(problem, aim, key)
        + sum(price * limit.takes.get(key, 0) for limit, price in priced)
        for key in model.made
    }
    unit = max([Fraction(1), *costs.values()]) / _COSTLIEST
    prices = Prices(
        costs={key: int(cost / unit) for key, cost in costs.items()},
        unit=unit,
        paid=sum((price * limit.most for limit, price in priced), Fraction(0)),
    )
    return prices, _dual_bound(figures, ranges, rows, duals)


def _duals(
    figures: Mapping[int, Fraction],
    ranges: Sequence[tuple[int, int]],
    rows: Mapping[int, _Row],
) -> dict[int, Fraction] | None:
    """Return the dual value of each row; `None` where there is no solution.

    A row is divided by its largest factor, so that floats hold it.
    """
    builder = needs("ortools.linear_solver.python.model_builder", extra="planning")
    weighted = builder.LinearExpr.weighted_sum
    relaxed = builder.Model()
    variables = [relaxed.new_num_var(*_floats(each, 1), "") for each in ranges]
    added = {}
    for place, row in rows.items():
        largest = max(map(abs, row.factors.values()))
        factors = [each / largest for each in row.factors.values()]
        total = weighted([variables[each] for each in row.factors], factors)
        ends = _floats(row.ends, largest)
        added[place] = relaxed.add_linear_constraint(total, *ends), largest
    counted = [variables[place] for place in figures]
    relaxed.minimize(weighted(counted, [float(each) for each in figures.values()]))
    solver = builder.Solver("glop")
    if solver.solve(relaxed) != builder.SolveStatus.OPTIMAL:
        return None
    return {
        place: _exact(solver.dual_value(row) / largest)
        for place, (row, largest) in added.items()
    }


def _dual_bound(
    figures: Mapping[int, Fraction],
    ranges: Sequence[tuple[int, int]],
    rows: Mapping[int, _Row],
    duals: Mapping[int, Fraction],
) -> Fraction:
    """Return the bound that dual values prove, whatever they are.

    Any multiple of a row that all values obey may be taken off the sum; what is left of
    it is least where each variable is at the better end of its range.
    """
    left, bound = dict(figures), Fraction(0)
    for number, row in rows.items():
        dual = duals[number]
        end = row.ends[0] if dual > 0 else row.ends[1]
        if end is None or not dual:
            continue
        bound += dual * end
        for place, times in row.factors.items():
            left[place] = left.get(place, Fraction(0)) - dual * times
    for place, factor in left.items():
        bound += min(factor * end for end in ranges[place])
    return bound


def _ends(domain: Any) -> Ends:  # noqa: ANN401 - it has no types
    """Return the least and the greatest sum of a row."""
    ends = list(domain)
    least, most = ends[0], ends[-1]
    return (
        None if least < -_UNLIMITED else least,
        None if most > _UNLIMITED else most,
    )


def _floats(ends: Ends, unit: int) -> tuple[float, float]:
    """Return the ends of a range, divided."""
    least, most = ends
    return (
        -inf if least is None else least / unit,
        inf if most is None else most / unit,
    )


def _exact(price: float) -> Fraction:
    """Return a dual value as an exact number."""
    return Fraction(round(price * _DENOMINATOR), _DENOMINATOR)
