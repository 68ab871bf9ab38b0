"""Combinations: which whole capsules make one dose. No capsule is ever opened.

Of all combinations up to a number of capsules, the best has the fewest capsules; among
equals, the fewest strengths; among those, the larger strengths. The search works in
whole numbers: each amount times the least common denominator.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import reduce
from math import lcm

from attrs import field, frozen

from ..errors import FieldError, shown
from ..quantities.fields import above_zero, convert_by_kind, several, whole_number
from ..quantities.kinds import Mass
from ..quantities.units import Q, Quantity, Readable
from ..sheets.wording import say
from .arguments import count_of, read_argument, read_strengths
from .combinatorics import (
    best_way,
    check_search_size,
    fewest_sizes,
    reachable_sums,
    ways_to_make,
)
from .phase import Phase

__all__ = [
    "AT_MOST",
    "Combination",
    "combinations",
    "combine",
    "nearest_doses",
    "read_offer",
]

#: How many capsules a dose may take, unless the caller says otherwise.
AT_MOST = 4

_MOST_NAMED = 6


def _pairs(values: object) -> tuple[tuple[Quantity, int], ...]:
    """Return strengths with the number of capsules of each, as pairs."""
    pairs = []
    for pair in several(values) or ():
        match pair:
            case (strength, count):
                pairs.append((Q(strength), whole_number(count)))
            case _:
                expected = "pairs of a strength and a number of capsules"
                raise FieldError(expected, shown(pair))
    return tuple(pairs)


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Combination:
    """The capsules that make one dose.

    Parameters
    ----------
    dose
        The dose. [mg]
    capsules
        Strength and number of capsules, the larger strengths first.

    Examples
    --------
    >>> one = Combination(dose=Q("2 mg"), capsules=((Q("1.5 mg"), 1), (Q("0.5 mg"), 1)))
    >>> print(one)
    1 capsule of 1.5 mg and 1 capsule of 0.5 mg
    """

    dose: Mass = field(converter=Q, validator=above_zero("a dose", "4.5 mg"))
    capsules: tuple[tuple[Mass, int], ...] = field(converter=_pairs)

    def __attrs_post_init__(self) -> None:
        """Refuse capsules that do not add up to the dose."""
        parts = (strength * count for strength, count in self.capsules)
        made = sum(parts, 0 * self.dose)
        if made != self.dose:
            expected = f"capsules that make {self.dose}"
            raise FieldError(expected, str(made), field="capsules")

    @property
    def counts(self) -> dict[Quantity, int]:
        """Capsules of each strength."""
        return dict(self.capsules)

    def __str__(self) -> str:
        parts = [
            say(
                "{capsules} of {strength}",
                capsules=Q("1 capsule") * count,
                strength=strength,
            )
            for strength, count in self.capsules
        ]
        return reduce(
            lambda first, second: say(
                "{first} and {second}", first=first, second=second
            ),
            parts,
        )


def combine(
    dose: Readable, strengths: Iterable[Readable], *, at_most: int = AT_MOST
) -> dict[Quantity, int]:
    """Return the capsules that make a dose: as few as can be.

    Parameters
    ----------
    dose
        The dose. [mg]
    strengths
        The strengths there are, in any order. [mg]
    at_most
        How many capsules the dose may take.

    Returns
    -------
    dict of Quantity to int
        Capsules of each strength taken, the larger strengths first. Of several
        combinations the one of fewest capsules, then of fewest strengths, then of
        larger strengths.

    Raises
    ------
    FieldError
        If no combination makes the dose; the message names the nearest doses.

    Examples
    --------
    >>> combine("6 mg", ["3 mg", "4 mg"])
    {Q('3 mg'): 2}
    >>> combine("4 mg", ["0.5 mg", "1.5 mg"])
    {Q('1.5 mg'): 2, Q('0.5 mg'): 2}
    >>> combine("5 mg", ["3 mg", "4 mg"])
    Traceback (most recent call last):
    ldn_compound.errors.FieldError: dose: expected doses that at most 4 capsules of ...
    """
    wanted, sizes, most = _read_arguments(dose, strengths, at_most)
    scale = _scale([wanted, *sizes])
    target, pieces = _whole(wanted, scale), [_whole(size, scale) for size in sizes]
    ways = ways_to_make([target], pieces, most)[target]
    if not ways:
        raise _no_combination([wanted], sizes, most).at("dose")
    return Combination(dose=wanted, capsules=_capsules(ways[0], sizes)).counts


def nearest_doses(
    dose: Readable, strengths: Iterable[Readable], *, at_most: int = AT_MOST
) -> tuple[Quantity, ...]:
    """Return the doses next to one that whole capsules do make.

    Parameters
    ----------
    dose
        The dose wanted. [mg]
    strengths
        The strengths there are. [mg]
    at_most
        How many capsules a dose may take.

    Returns
    -------
    tuple of Quantity
        The dose itself where capsules make it; else the nearest below and the nearest
        above it, as far as there are such. [mg]

    Examples
    --------
    >>> nearest_doses("5 mg", ["3 mg", "4 mg"])
    (Q('4 mg'), Q('6 mg'))
    >>> nearest_doses("0.3 mg", ["0.5 mg", "1.5 mg"])
    (Q('0.5 mg'),)
    """
    wanted, sizes, most = _read_arguments(dose, strengths, at_most)
    return _nearest([wanted], sizes, most)[0]


def read_offer(
    strengths: Iterable[Readable], at_most: int
) -> tuple[tuple[Quantity, ...], int]:
    """Return strengths and number of capsules, refusing more than can be searched.

    Parameters
    ----------
    strengths
        The strengths there are. [mg]
    at_most
        How many capsules a dose may take.

    Returns
    -------
    tuple of tuple of Quantity and int
        The strengths, the largest first, and the number of capsules.

    Examples
    --------
    >>> read_offer(["0.5 mg", "1.5 mg"], 4)
    ((Q('1.5 mg'), Q('0.5 mg')), 4)
    """
    sizes = read_argument(read_strengths, strengths, "strengths")
    most = read_argument(count_of("capsules", 1), at_most, "at_most")
    check_search_size(len(sizes), most)
    return sizes, most


def combinations(
    needed: Mapping[Quantity, int], strengths: tuple[Quantity, ...], at_most: int
) -> tuple[Combination, ...]:
    """Return one combination for each dose: the fewest strengths, then capsules.

    Parameters
    ----------
    needed
        Doses, and on how many days each is taken. [mg]
    strengths
        The strengths there are, the largest first. [mg]
    at_most
        How many capsules a dose may take.

    Returns
    -------
    tuple of Combination
        One for each dose, the smallest dose first.

    Raises
    ------
    FieldError
        If no combination makes a dose; the message names the nearest.

    Examples
    --------
    >>> days = {Q("3 mg"): 7, Q("4.5 mg"): 7}
    >>> strengths = (Q("4.5 mg"), Q("3 mg"), Q("1.5 mg"))
    >>> [str(each) for each in combinations(days, strengths, 4)]
    ['2 capsules of 1.5 mg', '3 capsules of 1.5 mg']
    """
    doses = sorted(needed)
    scale = _scale([*doses, *strengths])
    targets = {_whole(dose, scale): dose for dose in doses}
    ways = ways_to_make(targets, [_whole(each, scale) for each in strengths], at_most)
    missing = [dose for target, dose in targets.items() if not ways[target]]
    if missing:
        raise _no_combination(missing, strengths, at_most)
    chosen = fewest_sizes(
        ways, {target: needed[dose] for target, dose in targets.items()}
    )
    return tuple(
        Combination(
            dose=dose, capsules=_capsules(best_way(ways[target], chosen), strengths)
        )
        for target, dose in targets.items()
    )


def _read_arguments(
    dose: Readable, strengths: Iterable[Readable], at_most: int
) -> tuple[Quantity, tuple[Quantity, ...], int]:
    wanted = read_argument(lambda value: Phase(value, 1).dose, dose, "dose")
    return wanted, *read_offer(strengths, at_most)


def _scale(masses: Iterable[Quantity]) -> int:
    """Return the number that makes each mass in mg a whole number."""
    return lcm(*(mass.m_as("mg").denominator for mass in masses))


def _whole(mass: Quantity, scale: int) -> int:
    return int(mass.m_as("mg") * scale)


def _capsules(
    way: tuple[int, ...], strengths: tuple[Quantity, ...]
) -> tuple[tuple[Quantity, int], ...]:
    return tuple((strengths[place], count) for place, count in Counter(way).items())


def _nearest(
    doses: Iterable[Quantity], strengths: tuple[Quantity, ...], at_most: int
) -> list[tuple[Quantity, ...]]:
    """Return, for each dose, the nearest doses that capsules make."""
    doses = tuple(doses)
    scale = _scale([*doses, *strengths])
    made = reachable_sums([_whole(each, scale) for each in strengths], at_most)
    near = []
    for target in (_whole(dose, scale) for dose in doses):
        place = bisect_left(made, target)
        above = made[place : place + 1]
        around = above if above == [target] else made[:place][-1:] + above
        near.append(tuple(Q("1 mg") * each / scale for each in around))
    return near


def _no_combination(
    doses: list[Quantity], strengths: tuple[Quantity, ...], at_most: int
) -> FieldError:
    """Return the error that says which doses cannot be made, and what is nearest."""
    named = doses[:_MOST_NAMED]
    near = "; ".join(
        f"nearest to {dose}: {' and '.join(map(str, around))}"
        for dose, around in zip(named, _nearest(named, strengths, at_most), strict=True)
    )
    more = f" and {len(doses) - len(named)} more" if doses[_MOST_NAMED:] else ""
    return FieldError(
        f"doses that at most {Q('1 capsule') * at_most} of "
        f"{' or '.join(map(str, strengths))} make",
        ", ".join(map(str, named)) + more,
        f"{near}; no capsule is opened",
    )
