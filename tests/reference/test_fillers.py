"""Published packing figures: tested by relations between the rows."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ldn_compound import Density, PackStatistic, Q, UnknownNameError, reference

SMALLEST_FIRST = ("4", "3", "2", "1", "0", "00", "000")


@pytest.mark.requirement("R82")
def test_a_larger_size_holds_more() -> None:
    """One shell size larger holds more of the same powder."""
    for name in reference.filler_names():
        masses = {
            each.size: each.mass
            for each in reference.packings(name)
            if isinstance(each, PackStatistic)
        }
        ordered = [masses[size] for size in SMALLEST_FIRST if size in masses]
        assert all(small < large for small, large in pairwise(ordered)), name


def test_a_pack_statistic_is_a_powder_density() -> None:
    """Mass over the volume of its shell is a density that a powder can have.

    The facts give 0.43 to 1.24 g/mL over all fillers and sizes.
    """
    for name in reference.filler_names():
        for each in reference.packings(name):
            if isinstance(each, PackStatistic):
                density = each.mass / reference.shell(each.size).volume
                assert Q("0.4 g/mL") <= density <= Q("1.3 g/mL"), (name, each)


def test_tapping_makes_a_powder_denser() -> None:
    """A tapped density is not below the bulk density of the same powder."""
    for name in reference.filler_names():
        values = {
            each.basis: each.value
            for each in reference.packings(name)
            if isinstance(each, Density)
        }
        if len(values) == 2:
            assert values["tapped"] > values["bulk"], name


def test_every_figure_names_its_source() -> None:
    """A published figure says where it comes from, and the source exists."""
    for name in reference.filler_names():
        found = reference.packings(name)
        assert found, name
        for each in found:
            assert each.source is not None, (name, each)
            assert reference.source(each.source).title


def test_a_filler_is_found_by_its_other_names() -> None:
    """Avicel PH-105 is the brand of a cellulose grade."""
    brand = reference.filler("Avicel PH-105", size="3")
    grade = reference.filler("microcrystalline cellulose PH-105", size="3")

    assert brand == grade


def test_lactose_says_that_it_is_lactose() -> None:
    """What is known to contain an allergen says so; the rest is unknown."""
    assert reference.filler("lactose anhydrous", size="3").contains == ("lactose",)
    assert reference.filler("kaolin", size="3").contains is None


def test_an_unknown_filler_names_the_nearest() -> None:
    """A misspelt filler is refused with what may be meant."""
    told = "filler: expected a known name, such as 'corn starch', got 'corn strach'"

    with pytest.raises(UnknownNameError, match=f"^{told}$"):
        reference.filler("corn strach", size="3")


def test_an_unknown_size_of_a_filler_is_refused() -> None:
    """A filler without a figure for a size is no guess from another size."""
    with pytest.raises(UnknownNameError, match=r"size: expected one of .* got '5'"):
        reference.filler("kaolin", size="5")
