"""The search for a day's batches: first each strength by itself, then all together.

Only the stock, and what the aims so far leave, connect the strengths. So each is solved
by itself first, which is a lower bound of the whole; where the stock suffices, it is
also the solution. Otherwise prices stand for what is scarce (``prices``), the lots are
chosen anew, and each strength is planned again with what the others leave of the stock.
The best plan so far is kept all the time, so that a search may end whenever it must.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, inf

from attrs import evolve, frozen

from .figures import (
    Values,
    batches_in,
    in_stock,
    limit_of,
    value_of,
)
from .first_fit import first_fit, least_batches
from .minimizing import Answer, Deadline, minimize
from .plan import Aim
from .prices import Prices, prices_of
from .problem import AimName, Problem
from .solver_model import (
    SolverModel,
    Sum,
    add_limit,
    counting_model_of,
    lots_model_of,
    solver_model_of,
    suited_pairs,
    whole_number_scale,
)

__all__ = ["Search"]

#: What part of the effort a search gets. All strengths together are a large model: a
#: small one of them is soon proved, and where it is large, prices do better.
_TOGETHER = Fraction(1, 8)
_COUNTED = Fraction(1, 4)
_PRICED = Fraction(1, 4)
_AGAIN = Fraction(1, 4)
#: A model of no more steps is searched again in the end, with all of the effort.
_FEW_STEPS = 4_000


@frozen(kw_only=True)
class _Goal:
    """What a search of one family makes small.

    Parameters
    ----------
    total
        Return the sum in a model.
    value
        Return its value in a plan.
    """

    total: Callable[[SolverModel], Sum]
    value: Callable[[Values], int]


class Search:
    """The best plan so far, what it is held to, and how it is made better.

    Parameters
    ----------
    problem
        The problem.
    effort
        How much work one search may take, in the units of the solver.
    deadline
        When it must end.
    report
        What is called with an aim as soon as its value or its bound is better.
    """

    def __init__(
        self,
        problem: Problem,
        effort: float,
        deadline: Deadline,
        report: Callable[[Aim], None],
    ) -> None:
        self.problem, self.effort, self.deadline = problem, effort, deadline
        self.scale = whole_number_scale(problem)
        self.places = range(len(problem.families))
        self._report = report
        self._reported: Aim | None = None
        #: Of each family the best by itself; the stock may not suffice for all.
        self.alone: Values = {}
        for place in self.places:
            suited = suited_pairs(problem.families[place])
            self.alone |= first_fit(problem, place, suited)
        #: The best plan that the stock suffices for; empty: none yet.
        self.plan: Values = {}
        if in_stock(problem, self.alone):
            self.plan = self.alone
        self.bound = 0
        self._least: list[int] = []
        self._caps: list[list[tuple[AimName, int]]] = [[] for _ in self.places]
        self._kept: list[tuple[AimName, int]] = []
        self._shared = False

    def begin(self, aim: AimName) -> None:
        """Take up an aim: nothing is known of it but what is plain."""
        self._least = [0 for _ in self.places]
        if aim == "batches":
            families = self.problem.families
            self._least = [least_batches(each, self.problem) for each in families]
        self.bound = sum(self._least)

    def improve(self, aim: AimName) -> bool:
        """Search for the best plan; return whether there may be one."""
        if not self._shared:
            for place in self.places:
                if not self._family(place, aim):
                    return False
            if in_stock(self.problem, self.alone):
                self.plan = self.alone
                return True
            self._shared = True
        return self._together(aim)

    def keep(self, aim: AimName) -> None:
        """Hold every later search to what an aim has reached."""
        value = self.value(aim, self.plan)
        self._kept.append((aim, value))
        for place in self.places:
            cap = value - sum(self._least) + self._least[place]
            self._caps[place].append((aim, cap))
        self.alone = self.plan

    def result(self, aim: AimName) -> Aim:
        """Return an aim as far as it is."""
        return Aim(
            name=aim,
            value=value_of(self.problem, aim, self.plan),
            bound=Fraction(self.bound, self.unit(aim)),
        )

    def value(self, aim: AimName, values: Values) -> int:
        """Return the value of an aim in the whole numbers of the models."""
        return int(value_of(self.problem, aim, values) * self.unit(aim))

    def unit(self, aim: AimName) -> int:
        """Return how many units of the models make one of the aim."""
        return self.scale if aim == "powder" else 1

    def _family(self, place: int, aim: AimName) -> bool:
        """Plan one family by itself; return whether there may be a plan."""
        mine = _of_family(self.alone, place)
        reached = [(each, self.value(each, mine)) for each, _ in self._kept]
        answer = self._planned(place, self._goal(aim), mine, reached)
        if not answer.possible:
            return False
        self._least[place] = max(answer.bound, self._least[place])
        if self._better(aim, answer.values, mine):
            self.alone = _others(self.alone, place) | answer.values
        self._found(aim, self.alone, sum(self._least))
        return True

    def _planned(
        self,
        place: int,
        goal: _Goal,
        mine: Values,
        held: list[tuple[AimName, int]],
        share: Fraction = Fraction(1),
        *,
        problem: Problem | None = None,
    ) -> Answer:
        """Return the best plan of one family, and a bound that every plan obeys.

        The batches are counted first. Where the plan so far, or one of the batches
        counted, reaches the bound of the count, nothing more is searched.
        """
        if self.deadline.over:
            return Answer(values={}, bound=0)
        asked = self.problem if problem is None else problem
        count = counting_model_of(asked, [place], self.scale)
        self._cap(count, [place])
        counted = self._minimize(count, goal.total(count), mine, share, counting=True)
        if not counted.possible:
            return counted
        bound = counted.bound
        if goal.value(mine) == bound and in_stock(asked, mine):
            return Answer(values=mine, bound=bound)
        part = solver_model_of(asked, [place], self.scale, all_made=True)
        for aim, most in held:
            part.solver_model.add(part.aims[0][aim] <= most)
        if counted.values:
            counted_only = evolve(part, solver_model=part.solver_model.clone())
            for name, variable in (part.made | part.placed).items():
                counted_only.solver_model.add(variable == counted.values[name])
            packed = self._minimize(counted_only, 0, {}, share)
            if packed.values:
                return Answer(values=packed.values, bound=bound)
        part.solver_model.add(goal.total(part) >= bound)
        searched = self._minimize(part, goal.total(part), mine, share)
        if held == self._caps[place]:
            bound = searched.bound
        return evolve(searched, bound=max(bound, counted.bound))

    def _goal(self, aim: AimName) -> _Goal:
        """Return an aim of one family as a goal of a search."""
        return _Goal(
            total=lambda model: model.aims[0][aim],
            value=lambda values: self.value(aim, values),
        )

    def _better(self, aim: AimName, values: Values, before: Values) -> bool:
        """Return whether values were found, and are no worse than those before."""
        return bool(values) and (
            not in_stock(self.problem, before)
            or self.value(aim, values) <= self.value(aim, before)
        )

    def _together(self, aim: AimName) -> bool:
        """Plan all families at once; return whether there may be a plan."""
        if not self.plan:
            self._lots_anew(aim, self.alone)
        if self.deadline.over:
            return True
        counts = counting_model_of(self.problem, self.places, self.scale)
        self._hold(counts)
        prices = prices_of(self.problem, aim, counts)
        if prices is not None:
            relaxed = ceil(prices[1] * self.unit(aim))
            self._found(aim, {}, relaxed)
            if 2 * relaxed < self.value(aim, self.plan):
                prices = None  # they say too little of what is scarce
        if not self._count(aim, counts) or not self._all_at_once(aim, _TOGETHER):
            return False
        if not self._ended(aim):
            self._families(aim, None if prices is None else prices[0])
        before = Values()
        while self.plan and self.plan is not before and not self._ended(aim):
            before = self.plan
            self._each_again(aim)
        return self._all_at_once(aim, Fraction(1), most_steps=_FEW_STEPS)

    def _count(self, aim: AimName, counts: SolverModel) -> bool:
        """Bound an aim by the count of all families; return whether it is possible."""
        if self._ended(aim):
            return True
        total = sum(sums[aim] for sums in counts.aims)
        counted = self._minimize(counts, total, self.plan, _COUNTED, counting=True)
        self._found(aim, {}, counted.bound)
        return counted.possible

    def _all_at_once(
        self, aim: AimName, share: Fraction, most_steps: float = inf
    ) -> bool:
        """Search the model of all families; return whether there may be a plan."""
        if self._ended(aim):
            return True
        whole = solver_model_of(self.problem, self.places, self.scale, all_made=True)
        if len(whole.steps) > most_steps:
            return True
        self._hold(whole)
        total = sum(sums[aim] for sums in whole.aims)
        whole.solver_model.add(total >= self.bound)
        share = share if self.plan else Fraction(1)
        answer = self._minimize(whole, total, self.plan or self.alone, share)
        self._found(aim, answer.values, answer.bound)
        return answer.possible

    def _families(self, aim: AimName, prices: Prices | None) -> None:
        """Plan each family by itself, at prices if there are any; choose their lots."""
        goal = self._goal(aim) if prices is None else _goal_at(prices)
        bounds, values = [], Values()
        for place in self.places:
            mine = _of_family(self.plan or self.alone, place)
            answer = self._planned(place, goal, mine, self._caps[place], _PRICED)
            bounds.append(answer.bound)
            values |= answer.values or mine
        bound = sum(bounds)
        if prices is not None:
            bound = ceil(prices.bound(bounds) * self.unit(aim))
        self._found(aim, {}, bound)
        self._lots_anew(aim, values)

    def _each_again(self, aim: AimName) -> None:
        """Plan each family anew with what the others leave, then choose all lots.

        The families that take the least tablets come first: they make the most of a
        lot that is nearly gone.
        """
        families = self.problem.families
        for place in sorted(
            self.places, key=lambda each: families[each].pairs[0].tablets_per_capsule
        ):
            others = _others(self.plan, place)
            mine = _of_family(self.plan, place)
            left = [
                (each, most - self.value(each, others)) for each, most in self._kept
            ]
            answer = self._planned(
                place,
                self._goal(aim),
                mine,
                left,
                _AGAIN,
                problem=_left_by(self.problem, others),
            )
            self._found(aim, others | (answer.values or mine), 0)
        self._lots_anew(aim, self.plan)

    def _lots_anew(self, aim: AimName, values: Values) -> None:
        """Choose the lots of the batches of a plan anew, all at once."""
        lots = lots_model_of(self.problem, values, self.scale)
        self._hold(lots, caps=False)
        total = sum(sums[aim] for sums in lots.aims)
        answer = self._minimize(lots, total, values, _AGAIN)
        if answer.values:
            batches = dict(batches_in(values))
            rest = {name: each for name, each in values.items() if name not in batches}
            self._found(aim, rest | answer.values, 0)

    def _hold(self, model: SolverModel, *, caps: bool = True) -> None:
        """Hold a model of all families to the aims so far."""
        for aim, value in self._kept:
            most = Fraction(value, self.unit(aim))
            add_limit(model, limit_of(self.problem, aim, model.made, most))
        if caps:
            self._cap(model, self.places)

    def _cap(self, model: SolverModel, places: range | list[int]) -> None:
        """Add what one family may have of the aims so far, at most."""
        for sums, place in zip(model.aims, places, strict=True):
            for aim, cap in self._caps[place]:
                model.solver_model.add(sums[aim] <= cap)

    def _minimize(
        self,
        model: SolverModel,
        total: Sum,
        hint: Values,
        share: Fraction = Fraction(1),
        *,
        counting: bool = False,
    ) -> Answer:
        return minimize(
            model,
            total,
            hint,
            effort=float(self.effort * share),
            deadline=self.deadline,
            counting=counting,
        )

    def _found(self, aim: AimName, values: Values, bound: int) -> None:
        """Keep a plan and a bound where they are better, and report them."""
        self.bound = max(self.bound, bound)
        if values and in_stock(self.problem, values):
            value = self.value(aim, values)
            if not self.plan or value < self.value(aim, self.plan):
                self.plan = values
        if self.plan and self.result(aim) != self._reported:
            self._reported = self.result(aim)
            self._report(self._reported)

    def _ended(self, aim: AimName) -> bool:
        """Return whether the plan is proved to be the best, or no time is left."""
        proved = bool(self.plan) and self.value(aim, self.plan) == self.bound
        return proved or self.deadline.over


def _goal_at(prices: Prices) -> _Goal:
    """Return the costs of batches as a goal of a search."""
    costs = prices.costs
    return _Goal(
        total=lambda model: sum(costs[key] * made for key, made in model.made.items()),
        value=lambda values: sum(
            costs[key] * count for key, count in batches_in(values)
        ),
    )


def _of_family(values: Values, place: int) -> Values:
    """Return the values of one family."""
    return {name: each for name, each in values.items() if _family_of(name) == place}


def _others(values: Values, place: int) -> Values:
    """Return the values of every other family."""
    return {name: each for name, each in values.items() if _family_of(name) != place}


def _family_of(name: tuple[object, ...]) -> object:
    return name[1] if name[0] == "step" else name[0]


def _left_by(problem: Problem, values: Values) -> Problem:
    """Return the problem with the stock that some batches leave."""
    tablets, fillers = list(problem.tablets), list(problem.fillers)
    for (place, pair, capsules), count in batches_in(values):
        lots = problem.families[place].pairs[pair]
        shells = capsules + problem.spare
        tablets[lots.tablets] -= count * lots.tablets_to_crush(shells, problem.surplus)
        fillers[lots.filler] -= count * lots.filler_per_capsule * shells
    return evolve(problem, tablets=tuple(tablets), fillers=tuple(fillers))
