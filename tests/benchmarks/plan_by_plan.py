"""Column plans held against `plan_batch` and `choose_shell`, row by row.

``python -m tests.benchmarks.plan_by_plan [parts] [first]`` draws so many parts of
10 000 orders, plans each order by itself as well, and prints how many rows were
compared, how many came out at whole tablets, and every row that differs. A hundred
parts are the million of docs/explanation/speed.md; a part is drawn from its own number,
so a run can be cut and gone on with.
"""

from __future__ import annotations

import sys
from functools import cache
from time import perf_counter
from typing import Any

import numpy as np

from ldn_compound import (
    Balance,
    CompoundError,
    Density,
    Filler,
    PackStatistic,
    Prescription,
    Tablets,
    choose_shell,
    plan_batch,
    reference,
)
from ldn_compound.interop.columns import plan_columns
from ldn_compound.interop.columns.problems import NO_PLAN, Found
from tests.interop.columns.test_columns import SHELL, SHELLS, mg, orders

__all__ = ["compared", "main"]

ROWS = 10_000
PARTS = 100
BALANCE = Balance(readability="1 mg")
_CLOSE = 1e-12


def compared(part: int, rows: int = ROWS) -> tuple[int, int, list[str]]:
    """Return how many rows of a part both planned, and a line for each difference.

    Between them: how many came out at whole tablets before anything was rounded.
    """
    drawn = orders(rows, seed=part)
    draw = np.random.default_rng(part)
    densities = {
        "tablet_density": draw.integers(1, 9, rows) / 10,
        "filler_density": draw.integers(3, 9, rows) / 10,
    }
    planned = plan_columns(drawn, balance=BALANCE)
    shells = plan_columns(drawn | densities, shells=SHELLS)["shell"]
    both = whole = 0
    off: list[str] = []
    for number in range(rows):
        row = {name: cells[number] for name, cells in (drawn | densities).items()}
        ours = {name: planned[name][number] for name in planned}
        size = _smallest(row)
        if size != shells[number]:
            off.append(f"part {part}, row {number}: {shells[number]} for shell {size}")
        try:
            plan = _alone(row)
        except CompoundError as error:
            if not int(ours["findings"]) & NO_PLAN:
                off.append(f"part {part}, row {number}: a plan in spite of {error}")
            continue
        both += 1
        needed = plan.drug_needed / plan.request.drug.strength
        whole += (needed / plan.request.drug.assay).m_as("tablet").denominator == 1
        off += [
            f"part {part}, row {number}: {each}" for each in _differences(plan, ours)
        ]
    return both, whole, off


def _differences(plan: Any, ours: dict[str, Any]) -> list[str]:
    """Name what a row has otherwise than its plan."""
    powder, filler = plan.powder, plan.fillers[0]
    masses = {
        "drug_needed": plan.drug_needed,
        "powder": powder.exact,
        "filler": filler.exact,
        "blend_mass": plan.blend_mass,
        "fill_mass": plan.fill_mass,
    }
    triturated = Found.NEEDS_TRITURATION in Found(int(ours["findings"]))
    wrong = []
    if triturated != (plan.trituration is not None):
        wrong.append("trituration")
    elif not triturated:
        masses |= {
            "powder_to_weigh": powder.to_weigh,
            "filler_to_weigh": filler.to_weigh,
        }
        if ours["tablets"] != plan.tablets.to_crush:
            wrong.append(f"{ours['tablets']} tablets for {plan.tablets.to_crush}")
    # a filler is the rest of a difference: to 1e-12 of what it is the rest of
    scale = float(plan.blend_mass.m_as("mg"))
    for name, amount in masses.items():
        expected = float(amount.m_as("mg"))
        if abs(ours[name] - expected) > _CLOSE * max(expected, scale):
            wrong.append(f"{name} {ours[name]!r} for {expected!r}")
    return wrong


@cache
def _packed(mass: float) -> PackStatistic:
    return PackStatistic(mg(mass), size=SHELL.size)


@cache
def _filler(mass: float) -> Filler:
    return Filler("filler", packing=_packed(mass))


@cache
def _loose(density: float) -> Density:
    return Density(f"{density:g} g/mL", basis="bulk")


@cache
def _light(density: float) -> Filler:
    return Filler("filler", packing=_loose(density))


@cache
def _prescription(strength: float, capsules: int) -> Prescription:
    return Prescription(mg(strength), capsules=capsules)


def _tablets(row: dict[str, Any], packing: Any) -> Tablets:
    return Tablets(
        mg(row["tablet_strength"]),
        mean_mass=mg(row["tablet_mass"]),
        packing=packing,
        assay=f"{row['assay']:g} %",
    )


def _alone(row: dict[str, Any]) -> Any:
    """Plan a row by itself."""
    return plan_batch(
        _prescription(row["strength"], int(row["capsules"])),
        drug=_tablets(row, _packed(row["tablet_full_fill"])),
        filler=_filler(row["filler_full_fill"]),
        shell=SHELL,
        balance=BALANCE,
        policy=reference.policy("usp"),
        spare_capsules=int(row["spare_capsules"]),
        drug_overage=f"{row['drug_overage']:g} %",
    )


def _smallest(row: dict[str, Any]) -> str | None:
    """Choose the shell of a row by itself."""
    try:
        return choose_shell(
            _prescription(row["strength"], int(row["capsules"])),
            drug=_tablets(row, _loose(row["tablet_density"])),
            filler=_light(row["filler_density"]),
            shells=SHELLS,
            drug_overage=f"{row['drug_overage']:g} %",
        ).size
    except CompoundError:
        return None


def main() -> None:
    """Compare, and print what differs."""
    given = [int(each) for each in sys.argv[1:]]
    parts, first = given + [PARTS, 0][len(given) :]
    start = perf_counter()
    rows = both = whole = differing = 0
    for part in range(first, first + parts):
        some, at_whole, off = compared(part)
        rows, both, whole = rows + ROWS, both + some, whole + at_whole
        differing += len(off)
        for line in off:
            print(line)  # noqa: T201 - a script
        seconds = perf_counter() - start
        print(  # noqa: T201 - a script
            f"{rows} rows, {both} plans, {whole} at whole tablets, "
            f"{differing} differences, {seconds:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
