"""Beyond which figures a number is more likely a slip than a rarity."""

from __future__ import annotations

from itertools import chain

import pytest

from ldn_compound import Density, PackStatistic, UnknownNameError, reference
from ldn_compound.reference.tables import table
from ldn_compound.reference.usual import usual


@pytest.mark.parametrize("name", sorted(table("usual")))
def test_every_figure_leads_to_its_source(name: str) -> None:
    """A figure names a source that exists, and its ends are in order."""
    found = usual(name)

    assert reference.source(found.source).title
    assert found.least in found
    assert found.greatest in found
    assert found.least <= found.greatest


@pytest.mark.requirement("R100")
def test_every_published_packing_is_usual() -> None:
    """No figure of our own tables would be taken for a slip."""
    names = reference.filler_names()

    for each in chain.from_iterable(map(reference.packings, names)):
        if isinstance(each, Density):
            assert each.value in usual("density")
        else:
            assert isinstance(each, PackStatistic)
            volume = reference.shell(each.size).volume
            assert each.mass / volume in usual("density")


def test_the_far_ends_are_twice_as_far_out() -> None:
    """Half of 0.1 g/mL, twice 1.3 g/mL."""
    near, far = usual("density"), usual("density-at-all")

    assert (far.least, far.greatest) == (near.least / 2, near.greatest * 2)


def test_an_unknown_figure_is_refused() -> None:
    """A misspelt name says nothing of what is usual."""
    with pytest.raises(UnknownNameError, match=r"figure: .* such as 'density', '"):
        usual("densities")
