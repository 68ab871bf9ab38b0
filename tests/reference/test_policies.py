"""The rules of two traditions, each figure with its source."""

from __future__ import annotations

import pytest

from ldn_compound import Q, UnknownNameError, reference
from ldn_compound.reference.tables import table


@pytest.mark.parametrize("name", ["common", "usp", "dac-nrf"])
def test_every_rule_names_a_source(name: str) -> None:
    """No figure of a policy stands without a source that exists."""
    for row in table("policies")[name].values():
        assert reference.source(row["source"]).title


@pytest.mark.requirement("R28")
def test_usp_adds_nothing() -> None:
    """USP aims at the label: no spare capsules, no excess, no overage, no reserve."""
    usp = reference.policy("usp")

    assert usp.spare_capsules == 0
    assert usp.blend_excess == usp.drug_overage == Q("0 %")
    assert usp.reserve_tablets == 0


@pytest.mark.requirement("R28")
def test_dac_nrf_adds_drug() -> None:
    """DAC/NRF adds 10 % of drug to every low-dose capsule, in batches of 60 or more."""
    nrf = reference.policy("dac-nrf")

    assert nrf.low_dose_overage == Q("10 %")
    assert nrf.drug_overage == Q("5 %")
    assert nrf.least_capsules == 60
    assert nrf.least_tablets == 10


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dac", "a known name, such as 'dac-nrf'"),
        ("common", "one of 'usp', 'dac-nrf'"),
        ("", "one of 'usp', 'dac-nrf'"),
    ],
)
def test_an_unknown_policy_is_refused(name: str, expected: str) -> None:
    """A policy is named, or there is none; the nearest is not shown as the only one."""
    with pytest.raises(UnknownNameError, match=f"^policy: expected {expected}, got"):
        reference.policy(name)
