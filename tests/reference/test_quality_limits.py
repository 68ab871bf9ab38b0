"""Limits of the tests of finished capsules."""

from __future__ import annotations

import pytest

from ldn_compound import Q, UnknownNameError, reference
from ldn_compound.reference.quality_limits import (
    limit_count,
    quality_limit,
    quality_limits,
)
from ldn_compound.reference.tables import table


@pytest.mark.parametrize("test", sorted(table("quality_limits")))
def test_every_limit_leads_to_its_source(test: str) -> None:
    """A limit names a source that exists, and is an amount or a count."""
    for limit in quality_limits(test):
        assert reference.source(limit.source).title
        assert isinstance(limit.value, int) or limit.value > 0 * limit.value


@pytest.mark.parametrize("test", ["ph-eur-2-9-6", "usp-2091"])
def test_a_far_limit_lies_beyond_the_near_one(test: str) -> None:
    """No unit can be far outside and not outside."""
    assert quality_limit(test, "near_limit") < quality_limit(test, "far_limit")


@pytest.mark.parametrize("test", ["ph-eur-2-9-5", "formulario-nacional"])
def test_heavy_capsules_are_held_to_less(test: str) -> None:
    """The relative limit narrows where the mass grows."""
    assert quality_limit(test, "heavy_limit") < quality_limit(test, "light_limit")


def test_both_stages_share_one_limit_of_the_acceptance_value() -> None:
    """L1 is 15.0 and L2, 25.0, is for single units."""
    found = {each.name: each.value for each in quality_limits("usp-905")}

    assert found["first_limit"] == Q("15 %")
    assert found["second_limit"] == Q("25 %")


def test_an_unknown_limit_is_refused() -> None:
    """A misspelt name gives no limit."""
    with pytest.raises(UnknownNameError, match=r"test: .* such as 'usp-905', 'usp"):
        quality_limits("usp-950")
    with pytest.raises(UnknownNameError, match=r"limit: .* such as 'first_limit', 's"):
        quality_limit("usp-905", "firstlimit")
    with pytest.raises(UnknownNameError, match=r"limit: .* such as 'most_outside', "):
        limit_count("ph-eur-2-9-5", "most_outsid")


def test_an_amount_is_no_count() -> None:
    """A limit in percent is not handed out as a number of units."""
    with pytest.raises(UnknownNameError, match=r"limit: .*got 'light_limit'"):
        limit_count("ph-eur-2-9-5", "light_limit")
