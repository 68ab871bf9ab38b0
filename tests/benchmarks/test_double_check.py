"""What the second calculation costs: a plan with it, without it, and it alone."""

from __future__ import annotations

from typing import Any, TypeAlias

import attrs
import pytest

from ldn_compound import reference
from ldn_compound.plan import double_checked
from tests.examples import batch

Benchmark: TypeAlias = Any  # pytest-benchmark's fixture, which has no types

UNCHECKED = attrs.evolve(reference.policy("usp"), double_check=False)


@pytest.mark.benchmark(group="double check")
def test_a_plan_without_it(benchmark: Benchmark) -> None:
    """Time the yardstick: one plan whose policy asks for no second calculation."""
    benchmark(batch, policy=UNCHECKED)


@pytest.mark.benchmark(group="double check")
def test_a_plan_with_it(benchmark: Benchmark) -> None:
    """Time one plan as it is by default."""
    benchmark(batch)


@pytest.mark.benchmark(group="double check")
def test_it_alone(benchmark: Benchmark) -> None:
    """Time the second calculation, of which the README prints the time."""
    benchmark(double_checked, batch())
