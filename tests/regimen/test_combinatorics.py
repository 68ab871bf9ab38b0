"""Which pieces add up to a target, in whole numbers."""

from __future__ import annotations

from ldn_compound.regimen.combinatorics import (
    best_way,
    fewest_sizes,
    reachable_sums,
    ways_to_make,
)


def test_a_way_that_is_never_chosen_is_left_out() -> None:
    """4 is one piece of 4, or two of 2; 2 + 1 + 1 needs no fewer sizes than 2 + 2."""
    assert ways_to_make([4], (4, 2, 1), at_most=4)[4] == ((0,), (1, 1), (2, 2, 2, 2))


def test_a_target_that_nothing_makes_has_no_way() -> None:
    """Pieces of 3 and 4 make no 5."""
    assert ways_to_make([5], (4, 3), at_most=4) == {5: ()}


def test_all_sums_are_found() -> None:
    """One or two pieces of 3 and 4 make 3, 4, 6, 7 and 8."""
    assert reachable_sums([3, 4], at_most=2) == [3, 4, 6, 7, 8]


def test_the_fewest_sizes_come_before_the_fewest_pieces() -> None:
    """2 and 4 from 2 alone take 1 + 2 pieces; with a 4 they would take two sizes."""
    found = ways_to_make([2, 4], (4, 2), at_most=4)

    assert fewest_sizes(found, {2: 1, 4: 1}) == {1}


def test_the_days_decide_between_equally_few_sizes() -> None:
    """7 and 9: sizes 7 + 2 take 1 + 2 pieces; 3 and 1 take 3 + 3; each is two sizes."""
    found = ways_to_make([7, 9], (7, 3, 2, 1), at_most=4)

    assert fewest_sizes(found, {7: 1, 9: 1}) == {0, 2}


def test_equal_kits_take_the_larger_sizes() -> None:
    """5 is 4 + 1 or 3 + 2: two sizes and two pieces each, so the 4 decides."""
    found = ways_to_make([5], (4, 3, 2, 1), at_most=2)

    assert fewest_sizes(found, {5: 7}) == {0, 3}


def test_a_way_is_taken_from_the_sizes_chosen() -> None:
    """The best way that needs no other size, though a better one would."""
    assert best_way([(0,), (1, 1)], frozenset({1, 2})) == (1, 1)
