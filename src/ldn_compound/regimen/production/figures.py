"""What batches count for an aim, and what they take of what all strengths share.

Everything here is exact. The models of the solver are built from these figures, and
the value of a plan is worked out from them again, whatever a solver says of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeAlias, assert_never

from attrs import frozen

from .problem import AimName, LotPair, Problem

__all__ = [
    "BatchKey",
    "SharedLimit",
    "Values",
    "amount_of",
    "batches_in",
    "in_stock",
    "limit_of",
    "stock_limits",
    "value_of",
]

#: The variables of a plan, by name.
Values: TypeAlias = dict[Any, int]
#: Batches that differ in their orders only: family, pair of lots, capsules.
BatchKey: TypeAlias = tuple[int, int, int]


@frozen(kw_only=True)
class SharedLimit:
    """What batches of all families take of one thing, and how much of it there is.

    Parameters
    ----------
    takes
        What one batch takes.
    most
        What all may take.
    """

    takes: Mapping[BatchKey, Fraction]
    most: Fraction

    def taken(self, batches: Mapping[BatchKey, int]) -> Fraction:
        """Return what batches take, of which it is the limit."""
        each = (takes * batches[key] for key, takes in self.takes.items())
        return sum(each, Fraction(0))


def batches_in(values: Mapping[Any, int]) -> Iterator[tuple[BatchKey, int]]:
    """Yield the batches of a plan.

    Parameters
    ----------
    values
        The variables, by name.

    Yields
    ------
    tuple[BatchKey, int]
        Family, pair of lots and capsules without spare ones; number of such batches.
    """
    for name, count in values.items():
        if count and all(isinstance(part, int) for part in name):
            yield name, count


def amount_of(problem: Problem, aim: AimName, key: BatchKey) -> Fraction:
    """Return what one batch counts for an aim.

    Parameters
    ----------
    problem
        The problem.
    aim
        What is minimised.
    key
        The batch.

    Returns
    -------
    Fraction
        1 batch, its expiry dates passed over, or powder left over. [mg]
    """
    pair, shells = _taken(problem, key)
    match aim:
        case "batches":
            return Fraction(1)
        case "expiry":
            return Fraction(pair.rank)
        case "powder":
            return pair.powder_left(shells, problem.surplus)
        case _:
            assert_never(aim)


def value_of(problem: Problem, aim: AimName, values: Mapping[Any, int]) -> Fraction:
    """Return the value of an aim, from the batches of a plan.

    Parameters
    ----------
    problem
        The problem.
    aim
        What is minimised.
    values
        The variables, by name.

    Returns
    -------
    Fraction
        In the unit of `amount_of`.
    """
    return sum(
        (count * amount_of(problem, aim, key) for key, count in batches_in(values)),
        Fraction(0),
    )


def limit_of(
    problem: Problem, aim: AimName, keys: Iterable[BatchKey], most: Fraction
) -> SharedLimit:
    """Return an aim that was reached, as a limit for later ones.

    Parameters
    ----------
    problem
        The problem.
    aim
        What was minimised.
    keys
        Batches that could be made.
    most
        What was reached.

    Returns
    -------
    SharedLimit
        The limit.
    """
    takes = {key: amount_of(problem, aim, key) for key in keys}
    return SharedLimit(
        takes={key: figure for key, figure in takes.items() if figure}, most=most
    )


def stock_limits(problem: Problem, keys: Iterable[BatchKey]) -> tuple[SharedLimit, ...]:
    """Return what there is of each lot, and what each batch takes of it.

    Parameters
    ----------
    problem
        The problem.
    keys
        Batches that could be made.

    Returns
    -------
    tuple of SharedLimit
        Lots of tablets, then lots of filler [mg]; only those that a batch takes of.
    """
    tablets: dict[int, dict[BatchKey, Fraction]] = defaultdict(dict)
    fillers: dict[int, dict[BatchKey, Fraction]] = defaultdict(dict)
    for key in keys:
        pair, shells = _taken(problem, key)
        crushed = pair.tablets_to_crush(shells, problem.surplus)
        tablets[pair.tablets][key] = Fraction(crushed)
        fillers[pair.filler][key] = pair.filler_per_capsule * shells
    return (
        *(
            SharedLimit(takes=takes, most=Fraction(problem.tablets[lot]))
            for lot, takes in tablets.items()
        ),
        *(
            SharedLimit(takes=takes, most=problem.fillers[lot])
            for lot, takes in fillers.items()
        ),
    )


def in_stock(problem: Problem, values: Mapping[Any, int]) -> bool:
    """Return whether the stock suffices for a plan.

    Parameters
    ----------
    problem
        The problem.
    values
        The variables, by name.

    Returns
    -------
    bool
        Whether no lot gives more than there is of it.
    """
    batches = dict(batches_in(values))
    limits = stock_limits(problem, batches)
    return all(limit.taken(batches) <= limit.most for limit in limits)


def _taken(problem: Problem, key: BatchKey) -> tuple[LotPair, int]:
    """Return the lots of a batch, and the shells that it fills."""
    place, pair, capsules = key
    return problem.families[place].pairs[pair], capsules + problem.spare
