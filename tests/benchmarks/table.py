"""The tables of docs/explanation/speed.md: ``python -m tests.benchmarks.table``.

Each figure is the best of several runs, since what disturbs a run only slows it. The
ways to plan a million rows are timed in turn, so that a slow minute is slow for all of
them: by the clock, since some of them work on every core, and in time of all cores
together. The rest is time of the processor, which other work disturbs least.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Mapping
from time import perf_counter, process_time
from typing import Any

import numpy as np
import polars as pl

from ldn_compound.interop.columns import plan_columns
from tests.benchmarks.orders import (
    BALANCE,
    arithmetic,
    as_texts,
    at_whole_tablets,
    beside_half_steps,
    expressions,
    kernel,
    loop_of_plans,
    orders,
)

MILLION = 1_000_000
FEW = 300
HARD = 20_000
RUNS = 15


def best(runs: Mapping[str, Callable[[], object]]) -> dict[str, tuple[float, float]]:
    """Return the shortest times of each, run in turn, there and back. [s]

    By the clock, and of all cores of the processor together.
    """
    times = dict.fromkeys(runs, (float("inf"), float("inf")))
    names = [*runs]
    for turn in range(RUNS):
        for name in names if turn % 2 == 0 else reversed(names):
            start, used = perf_counter(), process_time()
            runs[name]()
            taken = perf_counter() - start, process_time() - used
            times[name] = min(times[name][0], taken[0]), min(times[name][1], taken[1])
    return times


def planned(table: Any) -> Any:
    """Plan a table as the yardsticks do."""
    return plan_columns(table, balance=BALANCE)


def yardsticks() -> list[list[str]]:
    """Time a million rows by each way, and a loop of few."""
    table, few = orders(MILLION), orders(FEW)
    frame = pl.DataFrame(table)
    ours = "`plan_columns`, arrays"
    times = best(
        {
            ours: lambda: planned(table),
            "`plan_columns`, a polars frame": lambda: planned(frame),
            "polars expressions": lambda: expressions(frame),
            "numpy kernel, one core": lambda: kernel(table),
            "numpy, the arithmetic alone, one core": lambda: arithmetic(table),
        }
    )
    per_row = {name: [each / MILLION for each in both] for name, both in times.items()}
    loop = best({"": lambda: loop_of_plans(few)})[""]
    per_row["loop of `plan_batch`, one core"] = [each / FEW for each in loop]
    return [
        [
            name,
            f"{1 / clock:.2g}",
            f"{clock / per_row[ours][0]:.2g}",
            f"{used * 1e9:.2g}",
        ]
        for name, (clock, used) in per_row.items()
    ]


def harder() -> list[list[str]]:
    """Time tables that take more than plain floats do."""
    floats, whole, exact = (
        drawn(HARD) for drawn in (orders, at_whole_tablets, beside_half_steps)
    )
    short = {name: cells.astype(np.float32) for name, cells in floats.items()}
    texts, both = as_texts(floats), as_texts(exact)
    times = best(
        {
            "floats": lambda: planned(floats),
            "floats, every order at whole tablets": lambda: planned(whole),
            "floats of four bytes": lambda: planned(short),
            "texts": lambda: planned(texts),
            "floats, every powder a hair beside half a step": lambda: planned(exact),
            "texts, every powder a hair beside half a step": lambda: planned(both),
        }
    )
    return [[name, f"{used / HARD * 1e6:.2g}"] for name, (_, used) in times.items()]


def growth() -> list[list[str]]:
    """Time 10^3 to 10^7 rows, and trace the most memory held beside the table."""
    found = []
    for power in range(3, 8):
        table = orders(10**power)
        _, seconds = best({"": lambda table=table: planned(table)})[""]  # type: ignore[misc]
        tracemalloc.start()
        planned(table)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        per_row = [f"{each / 10**power:.0f}" for each in (seconds * 1e9, peak)]
        found.append([f"10^{power}", f"{seconds * 1e3:.3g}", *per_row])
    return found


def shown(head: list[str], rows: list[list[str]]) -> None:
    """Print a table as Markdown."""
    rules = ["---", *["---:"] * (len(head) - 1)]
    for row in (head, rules, *rows):
        print(f"| {' | '.join(row)} |")  # noqa: T201 - a script
    print()  # noqa: T201


def main() -> None:
    """Print the tables."""
    head = ["", "rows per second", "`plan_columns` is as fast, times"]
    shown([*head, "processor time per row [ns]"], yardsticks())
    shown(["a table of", "microseconds per row"], harder())
    shown(["rows", "time [ms]", "time per row [ns]", "memory per row [byte]"], growth())


if __name__ == "__main__":
    main()
