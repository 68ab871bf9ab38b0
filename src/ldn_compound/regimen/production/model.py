"""The model of a day's batches for the solver: variables, and what must hold.

Every batch that could be made is written down beforehand with what it takes, so that
the solver only counts how many of each are made. Figures that are no whole numbers are
scaled until they are; nothing is rounded.
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
from .question import AimName, Content, Family, Question, Way, contents

__all__ = ["Model", "model_of", "scale_of"]

#: A variable of the solver, or a sum of some.
Sum: TypeAlias = Any
#: Which ways suit the same orders.
Suited: TypeAlias = tuple[int, ...]

_LARGEST = 2**60


@frozen(kw_only=True)
class Model:
    """The model of some families, and its variables.

    Parameters
    ----------
    solver_model
        What the solver reads.
    aims
        For each family, what each aim counts.
    made
        How many batches of so many capsules are made in a way: by family, way and
        capsules.
    filled
        How many batches of a content are made, by family, suited ways, content.
    placed
        How many orders of a kind are made, by family, kind, suited ways.
    others
        Sums that the solver is given by name.
    """

    solver_model: Any
    aims: list[dict[AimName, Sum]] = field(factory=list)
    made: dict[tuple[int, int, int], Sum] = field(factory=dict)
    filled: dict[tuple[int, Suited, Content], Sum] = field(factory=dict)
    placed: dict[tuple[int, int, Suited], Sum] = field(factory=dict)
    others: dict[tuple[int, str, int], Sum] = field(factory=dict)

    @property
    def variables(self) -> dict[Any, Sum]:
        """Every variable, by a name that no other model changes."""
        return {**self.made, **self.filled, **self.placed, **self.others}


def scale_of(question: Question) -> int:
    """Return the number that makes every mass of powder left over a whole number.

    Parameters
    ----------
    question
        What the solver is asked.

    Returns
    -------
    int
        The scale.

    Raises
    ------
    FieldError
        If the figures have so many digits that the solver cannot count with them.
    """
    ways = [way for family in question.families for way in family.ways]
    masses = [way.tablet_mass for way in ways]
    per_capsule = [way.tablet_mass * way.each for way in ways]
    scale = lcm(1, *(each.denominator for each in (*masses, *per_capsule)))
    capsules = sum(each.capsules + each.orders for each in question.families)
    tablets = sum(question.tablets)
    greatest = max((*masses, *per_capsule), default=Fraction(0))
    _check_size(greatest * scale * (capsules * (1 + question.spare) + tablets))
    return scale


def _check_size(greatest: Fraction) -> None:
    """Refuse whole numbers that the solver cannot hold."""
    if greatest > _LARGEST:
        expected = "masses and assays of fewer digits"
        got = "figures that the solver cannot count with exactly"
        way_out = "give mean masses to 0.1 mg, assays to 0.1 %"
        raise FieldError(expected, got, way_out, "stock")


def model_of(
    question: Question, places: Iterable[int], scale: int, *, all_made: bool
) -> Model:
    """Return the model of some of the families, against the whole stock.

    Parameters
    ----------
    question
        What the solver is asked.
    places
        Which families.
    scale
        From `scale_of`.
    all_made
        Whether each order must be made; else some may be left out.

    Returns
    -------
    Model
        The model.
    """
    cp_model = needs("ortools.sat.python.cp_model", extra="planning")
    model = Model(solver_model=cp_model.CpModel())
    for place in places:
        _add_family(model, question, place, scale, all_made=all_made)
    _add_stock(model, question)
    return model


def _add_family(
    model: Model, question: Question, place: int, scale: int, *, all_made: bool
) -> None:
    """Add the batches of one family, such that each order is in one of them."""
    family, solver_model = question.families[place], model.solver_model
    options = contents(family, question.most_capsules, question.most_orders)
    suited = _suited(family)
    supply, by_capsules = defaultdict(list), defaultdict(list)
    for ways in suited:
        for content in options:
            most = min(
                _ordered(family, size) // taken
                for size, taken in zip(family.sizes, content, strict=True)
                if taken
            )
            variable = solver_model.new_int_var(0, most, "")
            model.filled[place, ways, content] = variable
            by_capsules[ways, _capsules(family, content)].append(variable)
            for size, taken in zip(family.sizes, content, strict=True):
                supply[ways, size].append(taken * variable)
    _place_orders(model, place, family, supply, all_made=all_made)
    for (ways, capsules), variables in by_capsules.items():
        for way in ways:
            model.made[place, way, capsules] = solver_model.new_int_var(
                0, family.orders, ""
            )
        made = sum(model.made[place, way, capsules] for way in ways)
        solver_model.add(sum(variables) == made)
    model.aims.append(_aims(model, question, place, scale))


def _suited(family: Family) -> tuple[Suited, ...]:
    """Return the ways, those together that suit the same kinds of order."""
    together = defaultdict(list)
    for way in range(len(family.ways)):
        together[tuple(way in kind.ways for kind in family.kinds)].append(way)
    return tuple(tuple(ways) for ways in together.values())


def _place_orders(
    model: Model,
    place: int,
    family: Family,
    supply: dict[tuple[Suited, int], list[Sum]],
    *,
    all_made: bool,
) -> None:
    """Give each order its place in a batch that suits it, and each place its order."""
    for number, kind in enumerate(family.kinds):
        for ways in _suited(family):
            if kind.ways.issuperset(ways):
                model.placed[place, number, ways] = model.solver_model.new_int_var(
                    0, kind.count, ""
                )
        placed = sum(
            variable
            for (its_place, its_number, _), variable in model.placed.items()
            if (its_place, its_number) == (place, number)
        )
        if all_made:
            model.solver_model.add(placed == kind.count)
        else:
            model.solver_model.add(placed <= kind.count)
    for (ways, size), taken in supply.items():
        placed = sum(
            model.placed[place, number, ways]
            for number, kind in enumerate(family.kinds)
            if kind.capsules == size and (place, number, ways) in model.placed
        )
        model.solver_model.add(sum(taken) == placed)


def _aims(
    model: Model, question: Question, place: int, scale: int
) -> dict[AimName, Sum]:
    """Return what each aim counts in a family."""
    family, solver_model = question.families[place], model.solver_model
    made = [
        (family.ways[way], capsules, variable)
        for (its_place, way, capsules), variable in model.made.items()
        if its_place == place
    ]
    powder: Sum = 0
    for number, tablets in enumerate(sorted({way.tablets for way in family.ways})):
        mine = [each for each in made if each[0].tablets == tablets]
        way = mine[0][0]
        shells = family.capsules + family.orders * question.spare
        crushed = solver_model.new_int_var(0, question.tablets[tablets], "")
        filled = solver_model.new_int_var(0, shells, "")
        model.others[place, "crushed", number] = crushed
        model.others[place, "filled", number] = filled
        solver_model.add(crushed == _sum_of(mine, question, "crushed"))
        solver_model.add(filled == _sum_of(mine, question, "filled"))
        solver_model.add(way.each.denominator * crushed >= way.each.numerator * filled)
        powder += int(way.tablet_mass * scale) * crushed
        powder -= int(way.tablet_mass * way.each * scale) * filled
    return {
        "batches": sum(variable for _, _, variable in made),
        "expiry": sum(way.rank * variable for way, _, variable in made),
        "powder": powder,
    }


def _sum_of(made: Sequence[tuple[Way, int, Sum]], question: Question, what: str) -> Sum:
    """Return the tablets that batches crush, or the shells that they fill."""
    spare, reserve = question.spare, question.reserve
    if what == "filled":
        return sum((capsules + spare) * variable for _, capsules, variable in made)
    return sum(
        way.crushed(capsules + spare, reserve) * variable
        for way, capsules, variable in made
    )


def _add_stock(model: Model, question: Question) -> None:
    """Let no lot give more than there is of it."""
    tablets, fillers = defaultdict(list), defaultdict(list)
    for (place, way, capsules), variable in model.made.items():
        taken, shells = question.families[place].ways[way], capsules + question.spare
        crushed = taken.crushed(shells, question.reserve)
        tablets[taken.tablets].append(crushed * variable)
        fillers[taken.filler].append((taken.filler_each * shells, variable))
    for lot, sums in tablets.items():
        model.solver_model.add(sum(sums) <= question.tablets[lot])
    for lot, pairs in fillers.items():
        scale = lcm(*(mass.denominator for mass, _ in pairs))
        _check_size(max(mass for mass, _ in pairs) * scale * len(pairs) * 1000)
        taken_mass = sum(int(mass * scale) * variable for mass, variable in pairs)
        most = min(int(question.fillers[lot] * scale), _LARGEST)
        model.solver_model.add(taken_mass <= most)


def _ordered(family: Family, size: int) -> int:
    return sum(kind.count for kind in family.kinds if kind.capsules == size)


def _capsules(family: Family, content: Content) -> int:
    return sum(size * taken for size, taken in zip(family.sizes, content, strict=True))
