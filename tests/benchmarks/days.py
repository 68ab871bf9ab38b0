"""Days of many orders: how long their plan takes, and how far from the best it may be.

    python -m tests.benchmarks.days [orders]

Orders of five strengths and eight sizes are drawn from one seed. With one lot of each
material all is in stock; of six lots (three of tablets, one of them without lactose,
and three of fillers) the two that expire first have too little, and one patient in ten
may not have lactose. Printed are the seconds by the clock, those of the processor, and
each aim with its proof.
"""

from __future__ import annotations

import sys
from random import Random
from time import perf_counter, process_time

from ldn_compound import Prescription, reference
from ldn_compound.regimen import OnHand, ProductionPlan, plan_production
from tests.benchmarks.test_production import ANY, filler, tablets

ORDERS = 1000
STRENGTHS = ("0.5 mg", "1.5 mg", "2 mg", "3 mg", "4.5 mg")


def day(orders: int, strict: float) -> list[Prescription]:
    """Draw the orders of a day; some of the patients may not have lactose."""
    draw = Random(1)  # noqa: S311 - orders, not secrets
    return [
        Prescription(
            draw.choice(STRENGTHS),
            capsules=draw.choice(ANY),
            intolerances=("lactose",) if draw.random() < strict else (),
        )
        for _ in range(orders)
    ]


def one_lot(orders: int) -> list[OnHand]:
    """Return a lot of tablets and one of filler, with enough of each."""
    return [
        tablets("T1", "2027-06", 9 * orders),
        filler("F1", "2027-01", 15 * orders),
    ]


def six_lots(orders: int) -> list[OnHand]:
    """Return three lots of each; the first two of each hold less than is asked for."""
    return [
        tablets("T1", "2027-06", 7 * orders // 10),
        tablets("T2", "2027-09", 5 * orders // 2),
        tablets("T3", "2027-12", 4 * orders, contains=()),
        filler("F1", "2027-01", 5 * orders // 2),
        filler("F2", "2027-05", 4 * orders),
        filler("F3", "2027-08", 9 * orders),
    ]


def planned(
    orders: list[Prescription], stock: list[OnHand], most_capsules: int
) -> ProductionPlan:
    """Return the plan of a day."""
    return plan_production(
        orders,
        stock=stock,
        shell=reference.shell("3"),
        day_of_compounding="2026-01-05",
        most_capsules=most_capsules,
    )


def main() -> None:
    """Print a line for each day, and one for each of its aims."""
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else ORDERS
    for name, stock, strict in (
        ("one lot", one_lot(orders), 0.0),
        ("six lots", six_lots(orders), 0.1),
    ):
        for most_capsules in (300, 800):
            clock, processor = perf_counter(), process_time()
            plan = planned(day(orders, strict), stock, most_capsules)
            clock, processor = perf_counter() - clock, process_time() - processor
            line = f"{orders} orders, {name}, {most_capsules} capsules a batch"
            print(f"{line}: {clock:.0f} s, processor {processor:.0f} s")  # noqa: T201
            for aim in plan.aims:
                print(f"    {aim}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
