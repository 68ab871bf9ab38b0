"""The model of a day's batches for the solver: its variables and constraints.

The batches of a family are paths through its steps (``flow``); the solver counts how
often each step is taken, and how many batches of each number of capsules there are.
A counting model leaves the steps out: it knows how many capsules are ordered and how
many a batch can have, but not which orders make them up. So it is small, and what it
bounds holds for every plan. Figures that are not whole numbers are scaled until they
are; nothing is rounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

from attrs import field, frozen

from ...errors import FieldError
from ...extras import needs
from .figures import BatchKey, SharedLimit, Values, batches_in, stock_limits
from .first_fit import least_batches
from .flow import Place, Step, reachable_capsules, steps_of
from .problem import AimName, Family, LotPair, Problem

__all__ = [
    "SolverModel",
    "add_limit",
    "counting_model_of",
    "lots_model_of",
    "solver_model_of",
    "suited_pairs",
    "whole_number_scale",
]

#: A variable of the solver, or a sum of some.
Sum: TypeAlias = Any
#: Pairs of lots that suit the same orders.
Suited: TypeAlias = tuple[int, ...]

_LARGEST = 2**60


@frozen(kw_only=True)
class SolverModel:
    """The model of some families, and its variables.

    Parameters
    ----------
    solver_model
        What the solver reads.
    aims
        For each family, what each aim counts.
    made
        How many batches of so many capsules are made: by family, pair of lots and
        capsules.
    steps
        How often a step is taken: by ``"step"``, family, suitable pairs, step.
    placed
        How many orders of a group are made: by family, group, suitable pairs.
    shared
        What families share: the limit, the place of its constraint, and the number
        that makes the limit whole in it.
    """

    solver_model: Any
    aims: list[dict[AimName, Sum]] = field(factory=list)
    made: dict[BatchKey, Sum] = field(factory=dict)
    steps: dict[tuple[str, int, Suited, Step], Sum] = field(factory=dict)
    placed: dict[tuple[int, int, Suited], Sum] = field(factory=dict)
    shared: list[tuple[SharedLimit, int, int]] = field(factory=list)

    @property
    def variables(self) -> dict[Any, Sum]:
        """Every variable, by a name that no other model changes."""
        return {**self.made, **self.steps, **self.placed}


def whole_number_scale(problem: Problem) -> int:
    """Return the number that makes every mass of powder left over a whole number.

    Parameters
    ----------
    problem
        The problem.

    Returns
    -------
    int
        The scale.

    Raises
    ------
    FieldError
        If the figures have more digits than the solver can hold.
    """
    pairs = [pair for family in problem.families for pair in family.pairs]
    masses = [pair.tablet_mass for pair in pairs]
    per_capsule = [pair.tablet_mass * pair.tablets_per_capsule for pair in pairs]
    scale = lcm(1, *(each.denominator for each in (*masses, *per_capsule)))
    capsules = sum(each.capsules + each.orders for each in problem.families)
    tablets = sum(problem.tablets)
    greatest = max((*masses, *per_capsule), default=Fraction(0))
    _check_size(greatest * scale * (capsules * (1 + problem.spare) + tablets))
    return scale


def _check_size(greatest: Fraction) -> None:
    """Refuse whole numbers that are too large for the solver."""
    if greatest > _LARGEST:
        expected = "masses and assays of fewer digits"
        got = "figures that the solver cannot count with exactly"
        way_out = "give mean masses to 0.1 mg, assays to 0.1 %"
        raise FieldError(expected, got, way_out, "stock")


def solver_model_of(
    problem: Problem, places: Iterable[int], scale: int, *, all_made: bool
) -> SolverModel:
    """Return the model of some of the families, against the whole stock.

    Parameters
    ----------
    problem
        The problem.
    places
        Which families.
    scale
        From `whole_number_scale`.
    all_made
        Whether each order must be made; else some may be left out.

    Returns
    -------
    SolverModel
        The model.
    """
    cp_model = needs("ortools.sat.python.cp_model", extra="planning")
    model = SolverModel(solver_model=cp_model.CpModel())
    for place in places:
        _add_family(model, problem, place, scale, all_made=all_made)
    _add_stock(model, problem)
    return model


def counting_model_of(
    problem: Problem, places: Iterable[int], scale: int
) -> SolverModel:
    """Return a model that counts capsules only: no plan is below its least values.

    Parameters
    ----------
    problem
        The problem.
    places
        Which families.
    scale
        From `whole_number_scale`.

    Returns
    -------
    SolverModel
        The model.
    """
    cp_model = needs("ortools.sat.python.cp_model", extra="planning")
    model = SolverModel(solver_model=cp_model.CpModel())
    for place in places:
        _count_family(model, problem, place, scale)
    _add_stock(model, problem)
    return model


def lots_model_of(problem: Problem, values: Values, scale: int) -> SolverModel:
    """Return a model that chooses the lots of given batches anew.

    Parameters
    ----------
    problem
        The problem.
    values
        A plan of every family: what is in its batches is kept, their lots are not.
    scale
        From `whole_number_scale`.

    Returns
    -------
    SolverModel
        The model; only batches that the plan has are in it.
    """
    cp_model = needs("ortools.sat.python.cp_model", extra="planning")
    model = SolverModel(solver_model=cp_model.CpModel())
    for place, family in enumerate(problem.families):
        for pairs in suited_pairs(family):
            batches: dict[int, int] = defaultdict(int)
            for (its_place, pair, capsules), count in batches_in(values):
                if its_place == place and pair in pairs:
                    batches[capsules] += count
            for capsules, count in batches.items():
                made = _made(model, family, place, pairs, capsules)
                model.solver_model.add(made == count)
        model.aims.append(_aims(model, problem, place, scale))
    _add_stock(model, problem)
    return model


def _count_family(model: SolverModel, problem: Problem, place: int, scale: int) -> None:
    """Add the batches of one family, such that their capsules are those ordered."""
    family, solver_model = problem.families[place], model.solver_model
    steps = steps_of(family, problem.most_capsules, problem.most_orders)
    _place_orders(model, place, family, all_made=True)
    for pairs in suited_pairs(family):
        held = [
            capsules * _made(model, family, place, pairs, capsules)
            for capsules in reachable_capsules(family, steps)
        ]
        ordered = sum(
            group.capsules * model.placed[place, number, pairs]
            for number, group in enumerate(family.groups)
            if (place, number, pairs) in model.placed
        )
        solver_model.add(sum(held) == ordered)
    model.aims.append(_aims(model, problem, place, scale))
    solver_model.add(model.aims[-1]["batches"] >= least_batches(family, problem))


def _add_family(
    model: SolverModel, problem: Problem, place: int, scale: int, *, all_made: bool
) -> None:
    """Add the batches of one family, such that each order is in one of them."""
    family, solver_model = problem.families[place], model.solver_model
    steps = steps_of(family, problem.most_capsules, problem.most_orders)
    _place_orders(model, place, family, all_made=all_made)
    for pairs in suited_pairs(family):
        taken: dict[int, list[Sum]] = defaultdict(list)
        flow: dict[Place, list[Sum]] = defaultdict(list)
        for step in steps:
            variable = solver_model.new_int_var(0, family.orders, "")
            model.steps["step", place, pairs, step] = variable
            flow[step.start].append(-variable)
            flow[step.end].append(variable)
            if step.takes_order:
                taken[family.sizes[step.start.done]].append(variable)
        ended: dict[int, list[Sum]] = defaultdict(list)
        for at, variables in flow.items():
            if at.done == len(family.sizes):
                ended[at.capsules] += variables
            elif at != Place(0, 0, 0):
                solver_model.add(sum(variables) == 0)
        for capsules, variables in ended.items():
            made = _made(model, family, place, pairs, capsules)
            solver_model.add(sum(variables) == made)
        for size in family.sizes:
            placed = sum(
                model.placed[place, number, pairs]
                for number, group in enumerate(family.groups)
                if group.capsules == size and (place, number, pairs) in model.placed
            )
            solver_model.add(sum(taken[size]) == placed)
    model.aims.append(_aims(model, problem, place, scale))
    if all_made:
        solver_model.add(model.aims[-1]["batches"] >= least_batches(family, problem))


def _made(
    model: SolverModel, family: Family, place: int, pairs: Suited, capsules: int
) -> Sum:
    """Add how many batches of some capsules are made of each pair; return the sum."""
    most = family.capsules // capsules
    for pair in pairs:
        model.made[place, pair, capsules] = model.solver_model.new_int_var(0, most, "")
    return sum(model.made[place, pair, capsules] for pair in pairs)


def suited_pairs(family: Family) -> tuple[Suited, ...]:
    """Return the pairs of lots, grouped by the orders that they suit.

    Parameters
    ----------
    family
        The orders and the pairs.

    Returns
    -------
    tuple of tuple of int
        Places of the pairs.
    """
    together = defaultdict(list)
    for pair in range(len(family.pairs)):
        together[tuple(pair in group.pairs for group in family.groups)].append(pair)
    return tuple(tuple(pairs) for pairs in together.values())


def _place_orders(
    model: SolverModel, place: int, family: Family, *, all_made: bool
) -> None:
    """Place each order with some pairs that suit it."""
    for number, group in enumerate(family.groups):
        placed = []
        for pairs in suited_pairs(family):
            if group.pairs.issuperset(pairs):
                variable = model.solver_model.new_int_var(0, group.count, "")
                model.placed[place, number, pairs] = variable
                placed.append(variable)
        if all_made:
            model.solver_model.add(sum(placed) == group.count)
        else:
            model.solver_model.add(sum(placed) <= group.count)


def _aims(
    model: SolverModel, problem: Problem, place: int, scale: int
) -> dict[AimName, Sum]:
    """Return what each aim counts in a family."""
    family, solver_model = problem.families[place], model.solver_model
    made = [
        (family.pairs[pair], capsules, variable)
        for (its_place, pair, capsules), variable in model.made.items()
        if its_place == place
    ]
    powder: Sum = 0
    for tablets in sorted({pair.tablets for pair, _, _ in made}):
        mine = [each for each in made if each[0].tablets == tablets]
        pair = mine[0][0]
        shells = family.capsules + family.orders * problem.spare
        crushed = solver_model.new_int_var(0, problem.tablets[tablets], "")
        filled = solver_model.new_int_var(0, shells, "")
        solver_model.add(crushed == _sum_of(mine, problem, "crushed"))
        solver_model.add(filled == _sum_of(mine, problem, "filled"))
        solver_model.add(
            pair.tablets_per_capsule.denominator * crushed
            >= pair.tablets_per_capsule.numerator * filled
        )
        powder += int(pair.tablet_mass * scale) * crushed
        powder -= int(pair.tablet_mass * pair.tablets_per_capsule * scale) * filled
    return {
        "batches": sum(variable for _, _, variable in made),
        "expiry": sum(pair.rank * variable for pair, _, variable in made),
        "powder": powder,
    }


def _sum_of(
    made: Sequence[tuple[LotPair, int, Sum]], problem: Problem, what: str
) -> Sum:
    """Return the tablets that batches crush, or the shells that they fill."""
    spare, surplus = problem.spare, problem.surplus
    if what == "filled":
        return sum((capsules + spare) * variable for _, capsules, variable in made)
    return sum(
        pair.tablets_to_crush(capsules + spare, surplus) * variable
        for pair, capsules, variable in made
    )


def _add_stock(model: SolverModel, problem: Problem) -> None:
    """Add that no more is taken of a lot than there is."""
    for limit in stock_limits(problem, model.made):
        add_limit(model, limit)


def add_limit(model: SolverModel, limit: SharedLimit) -> None:
    """Add that all batches together take no more than there is of something.

    Parameters
    ----------
    model
        The model.
    limit
        The limit.
    """
    if not limit.takes:
        return
    scale = lcm(*(taken.denominator for taken in limit.takes.values()))
    most_taken = max(limit.takes.values()) * scale
    _check_size(most_taken * len(limit.takes) * 1000)
    taken = sum(
        int(each * scale) * model.made[key] for key, each in limit.takes.items()
    )
    most = min(int(limit.most * scale), _LARGEST)
    constraint = model.solver_model.add(taken <= most)
    model.shared.append((limit, constraint.index, scale))
