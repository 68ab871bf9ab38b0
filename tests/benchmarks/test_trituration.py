"""How long the trituration planner takes: it must not blow up."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any, TypeAlias

from ldn_compound import (
    Balance,
    CompoundError,
    Q,
    Quantity,
    plan_trituration,
    reference,
)
from ldn_compound.calc.weighing import least_mass

Benchmark: TypeAlias = Any  # pytest-benchmark's fixture, which has no types

NEEDS = 10_000


def needs() -> list[tuple[Quantity, Balance, str, Quantity]]:
    """Draw needs below the least mass of their balance, and a largest dilution."""
    draw = Random(7)  # noqa: S311 - a benchmark, not a secret
    drawn = []
    for _ in range(NEEDS):
        balance = Balance(readability=draw.choice(["0.1 mg", "1 mg", "10 mg"]))
        policy = draw.choice(["usp", "dac-nrf"])
        least = least_mass(balance, reference.policy(policy))
        need = least * Fraction(draw.randint(1, 9999), 10_000)
        drawn.append((need, balance, policy, Q("1 g") * draw.randint(1, 20)))
    return drawn


def plan_all(drawn: list[tuple[Quantity, Balance, str, Quantity]]) -> int:
    """Plan every need; count those that have a plan."""
    planned = 0
    for need, balance, policy, largest in drawn:
        try:
            plan_trituration(
                need,
                item="powder",
                diluent="filler",
                balance=balance,
                policy=reference.policy(policy),
                largest=largest,
            )
        except CompoundError:
            continue
        planned += 1
    return planned


def test_ten_thousand_needs(benchmark: Benchmark) -> None:
    """Ten thousand random needs, one after the other: under ten seconds is wanted."""
    drawn = needs()

    planned = benchmark.pedantic(plan_all, args=(drawn,), rounds=1)

    assert planned > NEEDS / 2
