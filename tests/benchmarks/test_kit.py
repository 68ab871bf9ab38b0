"""How long a kit takes, with a constraint solver beside it as the yardstick."""

from __future__ import annotations

from importlib import import_module
from typing import Any, TypeAlias

from ldn_compound import Q
from ldn_compound.regimen import Schedule, plan_kit

Benchmark: TypeAlias = Any  # pytest-benchmark's fixture, which has no types

CP_MODEL: Any = import_module("ortools.sat.python.cp_model")

#: Quarters of a milligram: 40 doses, of ten strengths.
DOSES, STRENGTHS, AT_MOST = range(1, 41), range(1, 11), 4


def solved() -> float:
    """Solve the same kit as whole numbers under constraints."""
    model = CP_MODEL.CpModel()
    offered = {size: model.new_bool_var("") for size in STRENGTHS}
    capsules = 0
    for dose in DOSES:
        taken = {size: model.new_int_var(0, AT_MOST, "") for size in STRENGTHS}
        model.add(sum(size * count for size, count in taken.items()) == dose)
        model.add(sum(taken.values()) <= AT_MOST)
        for size, count in taken.items():
            model.add(count <= AT_MOST * offered[size])
        capsules += 7 * sum(taken.values())
    model.minimize(10_000 * sum(offered.values()) + capsules)
    solver = CP_MODEL.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == CP_MODEL.OPTIMAL
    return float(solver.objective_value)


def test_kit(benchmark: Benchmark) -> None:
    """Forty weekly steps of a quarter of a milligram, from ten strengths."""
    quarter = Q("0.25 mg")
    course = Schedule.linear(quarter, quarter, "7 day", quarter * max(DOSES))
    strengths = [quarter * size for size in STRENGTHS]

    kit = benchmark(plan_kit, course, strengths)

    assert 10_000 * len(kit.counts) + sum(kit.counts.values()) == solved()


def test_solver(benchmark: Benchmark) -> None:
    """The yardstick: the same kit by constraint programming."""
    assert benchmark(solved) > 0
