"""The search for a day's batches: one aim after the other, each with its bound.

Strengths hang together only by the stock. So each is solved by itself first, which
bounds the whole from below; where the stock has enough for what was found, it is also
the answer. Only else are all strengths solved at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import Any, TypeAlias, assert_never

from attrs import frozen

from ...errors import FieldError
from ...extras import needs
from .model import Model, Sum, model_of, scale_of
from .question import AimName, Question, Way

__all__ = ["Found", "Reached", "Values", "batches_of", "most_made", "search"]

Values: TypeAlias = dict[Any, int]

#: One thread and one seed: the same question gets the same answer on every machine.
_SETTINGS = {
    "num_workers": 1,
    "random_seed": 1,
    "linearization_level": 2,
    "max_presolve_iterations": 1,
    "cp_model_probing_level": 0,
    "symmetry_level": 0,
}
#: The solver gives its bound as a float.
_NOISE = 1e-6


@frozen(kw_only=True)
class Reached:
    """How far the search came with one aim.

    Parameters
    ----------
    aim
        What was made small.
    value
        What the plan has.
    bound
        Below this no plan can come.
    """

    aim: AimName
    value: Fraction
    bound: Fraction


@frozen(kw_only=True)
class Found:
    """What the search found.

    Parameters
    ----------
    values
        The variables of the model, by name.
    reached
        The aims, in their order.
    """

    values: Values
    reached: tuple[Reached, ...]


def search(
    question: Question, aims: tuple[AimName, ...], effort: float
) -> Found | None:
    """Return the best batches for the aims, the first of them first.

    Parameters
    ----------
    question
        What the solver is asked.
    aims
        What is made small, the most important first.
    effort
        How much work one search may take, in the units of the solver.

    Returns
    -------
    Found or None
        `None` where no plan makes every order.

    Raises
    ------
    FieldError
        If the effort did not suffice to find any plan.
    """
    scale = scale_of(question)
    places = range(len(question.families))
    whole = model_of(question, places, scale, all_made=True)
    parts = [model_of(question, [each], scale, all_made=True) for each in places]
    values: Values = {}
    reached: list[Reached] = []
    for aim in aims:
        if reached and reached[-1].value > reached[-1].bound:
            reached.append(_reached(question, aim, values, Fraction(0)))
            continue
        bounds, separate = [], Values()
        for part in parts:
            solved = _least(part, part.aims[0][aim], values, effort)
            if solved is None:
                return None
            separate |= solved[0]
            bounds.append(solved[1])
        if _in_stock(question, separate):
            values, bound = separate, sum(bounds)
        else:
            for sums, least in zip(whole.aims, bounds, strict=True):
                whole.solver_model.add(sums[aim] >= least)
            total = sum(sums[aim] for sums in whole.aims)
            solved = _least(whole, total, values or separate, effort)
            if solved is None:
                return None
            values, bound = solved
        unit = scale if aim == "powder" else 1
        reached.append(_reached(question, aim, values, Fraction(bound, unit)))
        value = int(reached[-1].value * unit)
        whole.solver_model.add(sum(sums[aim] for sums in whole.aims) <= value)
        for part, least in zip(parts, bounds, strict=True):
            part.solver_model.add(part.aims[0][aim] <= value - sum(bounds) + least)
    return Found(values=values, reached=tuple(reached))


def most_made(question: Question, effort: float) -> Values:
    """Return the values of a plan that makes as many of the orders as it can.

    Parameters
    ----------
    question
        What the solver is asked.
    effort
        How much work the search may take, in the units of the solver.

    Returns
    -------
    dict
        The variables of the model, by name.
    """
    places = range(len(question.families))
    model = model_of(question, places, scale_of(question), all_made=False)
    solved = _least(model, -sum(model.placed.values()), {}, effort)
    return {} if solved is None else solved[0]


def _least(
    model: Model, total: Sum, hint: Mapping[Any, int], effort: float
) -> tuple[Values, int] | None:
    """Return the values that make a sum least, and its bound; `None` where none do."""
    cp_model = needs("ortools.sat.python.cp_model", extra="planning")
    variables, solver_model = model.variables, model.solver_model
    solver_model.clear_hints()
    for name, variable in variables.items():
        if name in hint:
            solver_model.add_hint(variable, hint[name])
    solver_model.minimize(total)
    solver = cp_model.CpSolver()
    for setting, value in (_SETTINGS | {"max_deterministic_time": effort}).items():
        setattr(solver.parameters, setting, value)
    status = solver.solve(solver_model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        expected = "enough to find a plan"
        way_out = "allow ten times as much, or plan fewer strengths at a time"
        raise FieldError(expected, f"{effort:g}", way_out, "effort")
    values = {name: int(solver.value(each)) for name, each in variables.items()}
    if status == cp_model.OPTIMAL:
        return values, int(solver.value(total))
    return values, ceil(solver.best_objective_bound - _NOISE)


def _in_stock(question: Question, values: Mapping[Any, int]) -> bool:
    """Return whether no lot gives more than there is of it."""
    tablets, fillers = defaultdict[int, int](int), defaultdict[int, Fraction](Fraction)
    for way, capsules, count in batches_of(question, values):
        shells = capsules + question.spare
        tablets[way.tablets] += count * way.crushed(shells, question.reserve)
        fillers[way.filler] += count * way.filler_each * shells
    return all(
        taken <= question.tablets[lot] for lot, taken in tablets.items()
    ) and all(taken <= question.fillers[lot] for lot, taken in fillers.items())


def _reached(
    question: Question, aim: AimName, values: Mapping[Any, int], bound: Fraction
) -> Reached:
    """Return what a plan has of an aim, counted anew from its batches."""
    value = Fraction(0)
    for way, capsules, count in batches_of(question, values):
        shells = capsules + question.spare
        match aim:
            case "batches":
                value += count
            case "expiry":
                value += count * way.rank
            case "powder":
                value += count * way.left(shells, question.reserve)
            case _:
                assert_never(aim)
    return Reached(aim=aim, value=value, bound=bound)


def batches_of(
    question: Question, values: Mapping[Any, int]
) -> Iterator[tuple[Way, int, int]]:
    """Yield the batches that values stand for: the way, its capsules, how many.

    Parameters
    ----------
    question
        What the solver was asked.
    values
        The variables of the model, by name.

    Yields
    ------
    tuple[Way, int, int]
        Way, capsules without spare ones, number of such batches.
    """
    for name, count in values.items():
        if isinstance(name[1], int) and isinstance(name[2], int) and count:
            place, way, capsules = name
            yield question.families[place].ways[way], capsules, count
