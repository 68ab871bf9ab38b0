"""A hundred million orders, drawn, planned and reduced in one stream.

``python -m tests.benchmarks.hundred_million [rows]`` prints the totals, the rows per
second, the time of the processor and of the clock, and the most memory that the process
ever held.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from time import perf_counter, process_time
from typing import Any

import numpy as np

from ldn_compound import Balance
from ldn_compound.interop.columns.streaming import Totals, plan_stream, totals

__all__ = ["main", "run"]

ROWS = 100_000_000
TABLE = 1 << 16


def drawn(rows: int) -> Iterator[dict[str, Any]]:
    """Draw tables of orders, each by a seed of its own."""
    for number, start in enumerate(range(0, rows, TABLE)):
        size = min(TABLE, rows - start)
        draw = np.random.default_rng(np.random.SeedSequence(1, spawn_key=(number,)))
        yield {
            "strength": draw.integers(5, 46, size) / 10,
            "capsules": draw.integers(30, 300, size),
            "tablet_strength": np.full(size, 50.0),
            "tablet_mass": draw.integers(1500, 4000, size) / 10,
            "tablet_full_fill": draw.integers(150, 300, size) / 1.0,
            "filler_full_fill": draw.integers(100, 200, size) / 1.0,
        }


def run(rows: int) -> tuple[Totals, int]:
    """Plan so many orders; return their totals, and the peak of memory. [byte]"""
    together = totals(plan_stream(drawn(rows), balance=Balance(readability="1 mg")))
    return together, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Run, and print what came out."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    start, worked = perf_counter(), process_time()
    together, peak = run(rows)
    seconds, worked = perf_counter() - start, process_time() - worked
    print(together)  # noqa: T201 - a script
    print(  # noqa: T201
        f"{rows / worked:.3g} rows/s of a core, {worked:.0f} s; {seconds:.0f} s by the "
        f"clock, {peak / 2**20:.0f} MiB"
    )


if __name__ == "__main__":
    main()
