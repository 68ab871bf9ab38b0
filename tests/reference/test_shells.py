"""Published shells: tested by relations between the rows, never by their sum."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from ldn_compound import Q, Shell, UnknownNameError, reference
from ldn_compound.reference.tables import Row, rows

SMALLEST_FIRST = ("5", "4", "3", "2", "1", "0", "00", "000")


def makers() -> list[str]:
    """List every maker or publisher of the table."""
    return sorted({row["maker"] for row in rows("shells", "shell")})


def figures(maker: str, figure: str) -> list[Row]:
    """List the rows of a maker that give a figure, the smallest size first."""
    mine = [row for row in rows("shells", "shell") if row["maker"] == maker]
    sized = [row for row in mine if figure in row and row["size"] in SMALLEST_FIRST]
    return sorted(sized, key=lambda row: SMALLEST_FIRST.index(row["size"]))


def neighbours(maker: str, figure: str) -> Iterator[tuple[Row, Row]]:
    """Yield rows of the next smaller and the next larger size."""
    for smaller, larger in pairwise(figures(maker, figure)):
        if smaller["size"] != larger["size"]:
            yield smaller, larger


@pytest.mark.requirement("R82")
@pytest.mark.parametrize("figure", ["volume", "empty_mass"])
def test_a_larger_size_is_larger(figure: str) -> None:
    """In one table a larger size holds more and weighs more."""
    pairs = [pair for maker in makers() for pair in neighbours(maker, figure)]

    assert pairs
    for smaller, larger in pairs:
        assert Q(smaller[figure]) < Q(larger[figure]), (smaller, larger)


def test_the_default_table_has_every_size() -> None:
    """The default maker gives volume and mass of all sizes from 5 to 000."""
    for size in SMALLEST_FIRST:
        shell = reference.shell(size)

        assert (shell.size, shell.maker) == (size, "Torpac")


def test_sources_agree_within_a_third() -> None:
    """Volumes of one size differ between sources by at most a third of the mean.

    The facts name the widest spread: size 5 from 0.10 to 0.17 mL.
    """
    for size in SMALLEST_FIRST:
        volumes = [
            Q(row["volume"])
            for row in rows("shells", "shell")
            if row["size"] == size and "volume" in row
        ]
        mean = sum(volumes, Q("0 mL")) / len(volumes)
        assert all(abs(each - mean) <= mean / 3 for each in volumes), size


def test_a_volume_is_a_volume_and_a_mass_a_mass() -> None:
    """Each figure has its dimension: mL for a body, mg for a shell."""
    for row in rows("shells", "shell"):
        assert "volume" not in row or row["volume"].endswith(" mL")
        assert "empty_mass" not in row or row["empty_mass"].endswith(" mg")


@pytest.mark.requirement("R82")
def test_disagreeing_rows_stand_side_by_side() -> None:
    """Where two makers give a whole row, both are offered: size 0 by two makers."""
    found = reference.shells("0")

    assert {each.maker for each in found} == {"Torpac", "National Capsules"}


def test_shells_come_smallest_first() -> None:
    """All shells are listed by what they hold."""
    volumes = [each.volume for each in reference.shells()]

    assert volumes == sorted(volumes)


def test_a_maker_can_be_chosen() -> None:
    """A caller takes the row of the maker whose shells are on the bench."""
    shell = reference.shell("2", maker="National Capsules")

    assert shell == Shell(
        "2", volume="0.38 mL", empty_mass="63 mg", maker="National Capsules"
    )


def test_an_unknown_size_names_the_sizes() -> None:
    """A size that no table has is refused, with those there are."""
    with pytest.raises(
        UnknownNameError, match=r"size: expected one of .*'0'.* got '6'"
    ):
        reference.shell("6")


def test_an_incomplete_row_shows_the_way_out() -> None:
    """A maker whose row lacks the shell mass cannot give a shell: weigh your own."""
    with pytest.raises(
        UnknownNameError, match=r"maker: expected 'Torpac'.*weigh empty"
    ):
        reference.shell("3", maker="ACG")


def test_a_size_without_any_whole_row_says_so() -> None:
    """Elongated sizes are published without a mass."""
    with pytest.raises(UnknownNameError, match="nobody's table"):
        reference.shell("0el")
