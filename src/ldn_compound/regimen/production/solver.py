"""The solver of a day's batches: one aim after the other, each with its bound.

Only the stock connects different strengths. So each is solved by itself first, which is
a lower bound of the whole; where the stock suffices, it is also the solution. Only
otherwise are all strengths solved at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import Any, TypeAlias, assert_never, cast

from attrs import frozen

from ...errors import FieldError
from ...extras import needs
from .first_fit import first_fit
from .flow import contents_of
from .problem import AimName, LotPair, Problem
from .solver_model import (
    SolverModel,
    Sum,
    counting_model_of,
    solver_model_of,
    suited_pairs,
    whole_number_scale,
)

__all__ = [
    "AimResult",
    "Solution",
    "Values",
    "batches_in",
    "solve",
    "solve_for_most_orders",
]

Values: TypeAlias = dict[Any, int]

#: One thread and one seed: the same problem gets the same answer on every machine.
_SETTINGS = {
    "num_workers": 1,
    "random_seed": 1,
    "linearization_level": 2,
    "max_presolve_iterations": 1,
    "cp_model_probing_level": 0,
    "symmetry_level": 0,
}
#: A model that only counts is small, so that simplifying it pays.
_COUNTING = {
    "num_workers": 1,
    "random_seed": 1,
    "linearization_level": 2,
    "symmetry_level": 0,
}
#: The solver gives its bound as a float.
_NOISE = 1e-6


@frozen(kw_only=True)
class AimResult:
    """Value and bound of one aim.

    Parameters
    ----------
    aim
        What was minimised.
    value
        What the plan has.
    bound
        No plan can have less.
    """

    aim: AimName
    value: Fraction
    bound: Fraction


@frozen(kw_only=True)
class Solution:
    """The batches that the solver chose.

    Parameters
    ----------
    values
        The variables of the model, by name.
    results
        Each aim, in the order of importance.
    """

    values: Values
    results: tuple[AimResult, ...]


def solve(
    problem: Problem, aims: tuple[AimName, ...], effort: float
) -> Solution | None:
    """Return the best batches for the aims, the first of them first.

    Parameters
    ----------
    problem
        The problem.
    aims
        What is minimised, the most important first.
    effort
        How much work one search may take, in the units of the solver.

    Returns
    -------
    Solution or None
        `None` where no plan makes every order.

    Raises
    ------
    FieldError
        If the effort was too small to find any plan.
    """
    search = _Search(problem, effort)
    values: Values = {}
    results: list[AimResult] = []
    for aim in aims:
        solved = search.best(aim, values)
        if solved is None:
            return None
        values, bound = solved
        unit = search.scale if aim == "powder" else 1
        results.append(_aim_result(problem, aim, values, Fraction(bound, unit)))
        search.keep(aim, int(results[-1].value * unit))
    return Solution(values=_with_contents(problem, values), results=tuple(results))


def solve_for_most_orders(problem: Problem, effort: float) -> Values:
    """Return the values of a plan that makes as many of the orders as possible.

    Parameters
    ----------
    problem
        The problem.
    effort
        How much work the search may take, in the units of the solver.

    Returns
    -------
    dict
        The variables of the model, by name.
    """
    places = range(len(problem.families))
    model = solver_model_of(
        problem, places, whole_number_scale(problem), all_made=False
    )
    solved = _minimize(model, -sum(model.placed.values()), {}, effort)
    return {} if solved is None else _with_contents(problem, solved[0])


class _Search:
    """The models of a day, with what the aims so far hold them to."""

    def __init__(self, problem: Problem, effort: float) -> None:
        self.problem, self.effort = problem, effort
        self.scale = whole_number_scale(problem)
        self.places = range(len(problem.families))
        self.counts = [
            counting_model_of(problem, [each], self.scale) for each in self.places
        ]
        self.whole: tuple[SolverModel, SolverModel] | None = None
        self.kept: list[tuple[AimName, int]] = []
        self.reached: list[list[tuple[AimName, int]]] = [[] for _ in self.places]
        self.least: list[int] = []
        self.proved = True

    def best(self, aim: AimName, before: Values) -> tuple[Values, int] | None:
        """Return values and bound of the next aim; `None` where there is no plan."""
        hint = before or self._first_hint()
        if self.whole is not None:
            return self._together(aim, hint)
        values, self.least = Values(), []
        for place in self.places:
            solved = self._part(place, aim, _of_family(hint, place))
            if solved is None:
                return None
            values |= solved[0]
            self.least.append(solved[1])
        if _in_stock(self.problem, values):
            return values, sum(self.least)
        self.whole = self._whole_models()
        return self._together(aim, hint if before else values)

    def keep(self, aim: AimName, value: int) -> None:
        """Hold every later search to what an aim has reached."""
        self.kept.append((aim, value))
        bound = sum(self.least)
        self.proved = self.proved and value == bound
        for model in self.whole or ():
            model.solver_model.add(sum(sums[aim] for sums in model.aims) <= value)
        if self.whole is None:
            for count, least in zip(self.counts, self.least, strict=True):
                count.solver_model.add(count.aims[0][aim] <= value - bound + least)

    def _part(
        self, place: int, aim: AimName, hint: Values
    ) -> tuple[Values, int] | None:
        """Return the best values of one family, and a bound that every plan obeys.

        Where the first plan, or one of the batches that were counted, reaches the bound
        of the count, nothing is searched.
        """
        count = self.counts[place]
        counted = _minimize(count, count.aims[0][aim], hint, self.effort, counting=True)
        if counted is None:
            return None
        solved: tuple[Values, int] | None
        value = _sum_in(self.problem, aim, hint, self.scale)
        if value == counted[1] and _in_stock(self.problem, hint):
            solved = hint, counted[1]
        else:
            solved = self._made_of(counted) or self._searched(
                place, aim, hint, counted[1]
            )
        if solved is not None:
            value = _sum_in(self.problem, aim, solved[0], self.scale)
            self.reached[place].append((aim, value))
        return solved

    def _searched(
        self, place: int, aim: AimName, hint: Values, least: int
    ) -> tuple[Values, int] | None:
        """Return the best values of one family, by the model with its steps."""
        part = solver_model_of(self.problem, [place], self.scale, all_made=True)
        for its_aim, value in self.reached[place]:
            part.solver_model.add(part.aims[0][its_aim] <= value)
        if self.proved:
            part.solver_model.add(part.aims[0][aim] >= least)
        solved = _minimize(part, part.aims[0][aim], hint, self.effort)
        if solved is None or self.proved:
            return solved
        return solved[0], least

    def _together(self, aim: AimName, hint: Values) -> tuple[Values, int] | None:
        """Return the best values of all families at once, and their bound."""
        counts, whole = cast("tuple[SolverModel, SolverModel]", self.whole)
        total = sum(sums[aim] for sums in counts.aims)
        counted = _minimize(counts, total, hint, self.effort, counting=True)
        if counted is None:
            return None
        total = sum(sums[aim] for sums in whole.aims)
        whole.solver_model.add(total >= counted[1])
        solved = self._made_of(counted) or _minimize(whole, total, hint, self.effort)
        self.least = [] if solved is None else [solved[1]]
        return solved

    def _made_of(self, counted: tuple[Values, int]) -> tuple[Values, int] | None:
        """Return a plan of just the batches that were counted, where orders make them.

        The bound of the count is then its bound.
        """
        counts, bound = counted
        values: Values = {}
        for place in sorted({name[0] for name in counts}):
            model = solver_model_of(self.problem, [place], self.scale, all_made=True)
            for name, variable in (model.made | model.placed).items():
                model.solver_model.add(variable == counts[name])
            solved = _minimize(model, 0, {}, self.effort, must=False)
            if solved is None:
                return None
            values |= solved[0]
        return values, bound

    def _whole_models(self) -> tuple[SolverModel, SolverModel]:
        """Return the models of all families, held to the aims so far."""
        models = (
            counting_model_of(self.problem, self.places, self.scale),
            solver_model_of(self.problem, self.places, self.scale, all_made=True),
        )
        for model in models:
            for aim, value in self.kept:
                model.solver_model.add(sum(sums[aim] for sums in model.aims) <= value)
        return models

    def _first_hint(self) -> Values:
        """Return a first plan of every family."""
        hint: Values = {}
        for place, family in enumerate(self.problem.families):
            hint |= first_fit(self.problem, place, suited_pairs(family))
        return hint


def _of_family(values: Values, place: int) -> Values:
    """Return the values of one family."""
    return {
        name: count
        for name, count in values.items()
        if place == (name[1] if name[0] == "step" else name[0])
    }


def _with_contents(problem: Problem, values: Values) -> Values:
    """Return the values with the contents of the batches in place of their steps."""
    contents: Values = {}
    for place, family in enumerate(problem.families):
        for pairs in suited_pairs(family):
            taken = {
                name[3]: count
                for name, count in values.items()
                if name[:3] == ("step", place, pairs)
            }
            for content, count in contents_of(family, taken).items():
                contents[place, pairs, content] = count
    kept = {name: count for name, count in values.items() if name[0] != "step"}
    return kept | contents


def _sum_in(
    problem: Problem, aim: AimName, values: Mapping[Any, int], scale: int
) -> int:
    """Return the value of an aim in the units of the models."""
    value = _aim_result(problem, aim, values, Fraction(0)).value
    return int(value * (scale if aim == "powder" else 1))


def _minimize(
    model: SolverModel,
    total: Sum,
    hint: Mapping[Any, int],
    effort: float,
    *,
    must: bool = True,
    counting: bool = False,
) -> tuple[Values, int] | None:
    """Return values of the least sum, and its bound; `None` where there are none."""
    cp_model = needs("ortools.sat.python.cp_model", extra="planning")
    variables, solver_model = model.variables, model.solver_model
    solver_model.clear_hints()
    for name, variable in variables.items():
        if name in hint or (hint and not isinstance(name[1], str)):
            solver_model.add_hint(variable, hint.get(name, 0))
    solver_model.minimize(total)
    solver = cp_model.CpSolver()
    settings = _COUNTING if counting else _SETTINGS
    for setting, value in (settings | {"max_deterministic_time": effort}).items():
        setattr(solver.parameters, setting, value)
    status = solver.solve(solver_model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        if not must:
            return None
        expected = "enough to find a plan"
        way_out = "allow ten times as much, or plan fewer strengths at a time"
        raise FieldError(expected, f"{effort:g}", way_out, "effort")
    values = {name: int(solver.value(each)) for name, each in variables.items()}
    if status == cp_model.OPTIMAL:
        return values, int(solver.value(total))
    return values, ceil(solver.best_objective_bound - _NOISE)


def _in_stock(problem: Problem, values: Mapping[Any, int]) -> bool:
    """Return whether the stock suffices."""
    tablets, fillers = defaultdict[int, int](int), defaultdict[int, Fraction](Fraction)
    for pair, capsules, count in batches_in(problem, values):
        shells = capsules + problem.spare
        tablets[pair.tablets] += count * pair.tablets_to_crush(shells, problem.surplus)
        fillers[pair.filler] += count * pair.filler_per_capsule * shells
    return all(taken <= problem.tablets[lot] for lot, taken in tablets.items()) and all(
        taken <= problem.fillers[lot] for lot, taken in fillers.items()
    )


def _aim_result(
    problem: Problem, aim: AimName, values: Mapping[Any, int], bound: Fraction
) -> AimResult:
    """Return the value of an aim, recomputed from the batches of a plan."""
    value = Fraction(0)
    for pair, capsules, count in batches_in(problem, values):
        shells = capsules + problem.spare
        match aim:
            case "batches":
                value += count
            case "expiry":
                value += count * pair.rank
            case "powder":
                value += count * pair.powder_left(shells, problem.surplus)
            case _:
                assert_never(aim)
    return AimResult(aim=aim, value=value, bound=bound)


def batches_in(
    problem: Problem, values: Mapping[Any, int]
) -> Iterator[tuple[LotPair, int, int]]:
    """Yield the batches of a solution: pair of lots, capsules, number of batches.

    Parameters
    ----------
    problem
        The problem.
    values
        The variables of the model, by name.

    Yields
    ------
    tuple[LotPair, int, int]
        Pair of lots, capsules without spare ones, number of such batches.
    """
    for name, count in values.items():
        if isinstance(name[1], int) and isinstance(name[2], int) and count:
            place, pair, capsules = name
            yield problem.families[place].pairs[pair], capsules, count
