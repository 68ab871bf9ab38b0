"""How long a day of 200 prescriptions takes; each plan is proved to be the best."""

from __future__ import annotations

from random import Random
from typing import Any, TypeAlias

import pytest

from ldn_compound import Filler, Lot, PackStatistic, Prescription, Tablets, reference
from ldn_compound.regimen import OnHand, plan_production

Benchmark: TypeAlias = Any  # pytest-benchmark's fixture, which has no types


def tablets(number: str, expires: str, count: int, **changes: Any) -> OnHand:
    """Return a lot of tablets."""
    made = Tablets(
        "50 mg",
        mean_mass="171.2 mg",
        packing=PackStatistic("200 mg", size="3"),
        contains=changes.get("contains", ("lactose",)),
        lot=Lot(number, expires=expires),
    )
    return OnHand(made, f"{count} tablets")


def filler(number: str, expires: str, grams: int) -> OnHand:
    """Return a lot of filler."""
    made = Filler(
        "microcrystalline cellulose",
        packing=PackStatistic("130 mg", size="3"),
        contains=(),
        lot=Lot(number, expires=expires),
    )
    return OnHand(made, f"{grams} g")


PLAIN = [tablets("T1", "2027-06", 2000), filler("F1", "2027-01", 5000)]
FREE = tablets("T2", "2027-09", 2000, contains=())
USUAL, ANY = (28, 30, 56, 60, 84, 90), (28, 30, 56, 60, 84, 90, 100, 120)


def orders(sizes: tuple[int, ...], strict: float) -> list[Prescription]:
    """Draw 200 prescriptions; some of the patients may not have lactose."""
    draw = Random(1)  # noqa: S311 - orders, not secrets
    return [
        Prescription(
            draw.choice(["0.5 mg", "1.5 mg", "2 mg", "3 mg", "4.5 mg"]),
            capsules=draw.choice(sizes),
            intolerances=("lactose",) if draw.random() < strict else (),
        )
        for _ in range(200)
    ]


@pytest.mark.parametrize(
    ("sizes", "stock", "strict"),
    [(ANY, PLAIN, 0), (USUAL, [*PLAIN, FREE], 0.1)],
    ids=["one lot", "lactose-free lot beside it"],
)
def test_production(
    benchmark: Benchmark, sizes: tuple[int, ...], stock: list[OnHand], strict: float
) -> None:
    """Two hundred prescriptions of five strengths, 300 capsules a batch."""
    plan = benchmark.pedantic(
        plan_production,
        (orders(sizes, strict),),
        {
            "stock": stock,
            "shell": reference.shell("3"),
            "day_of_compounding": "2026-01-05",
            "most_capsules": 300,
        },
        rounds=1,
    )

    assert plan.optimal
    assert benchmark.stats.stats.max < 10
