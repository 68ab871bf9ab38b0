"""How long things take; run by ``nox -s bench``, never as tests.

Each benchmark has a yardstick beside it in the same run: figures of one machine are
only worth their ratio.
"""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from importlib.metadata import distribution, files, requires
from pathlib import Path, PurePath
from typing import Any, TypeAlias

import pytest
from packaging.requirements import Requirement
from pint import UnitRegistry

import ldn_compound
from ldn_compound import Balance, Prescription, Q, plan_batch
from ldn_compound.quantities.units import _DEFINITIONS
from tests.benchmarks.straight_line import straight_line
from tests.examples import FILLER, ORDER, SHELL, TABLETS

Benchmark: TypeAlias = Any  # pytest-benchmark's fixture, which has no types

BATCH: dict[str, Any] = {
    "drug": TABLETS,
    "filler": FILLER,
    "shell": SHELL,
    "balance": Balance(readability="1 mg"),
    "spare_capsules": 3,
}


@pytest.mark.benchmark(group="plan")
def test_straight_line_pint_script(benchmark: Benchmark) -> None:
    """Time the yardstick: the arithmetic of a batch in plain pint, and nothing else."""
    benchmark(straight_line)


@pytest.mark.benchmark(group="plan")
def test_plan_batch(benchmark: Benchmark) -> None:
    """Time one plan, with its records, its second calculation and its checks."""
    benchmark(plan_batch, ORDER, **BATCH)


@pytest.mark.benchmark(group="door")
@pytest.mark.parametrize("text", ["4.5 mg", "171.2 mg/tablet"])
def test_read_a_text(benchmark: Benchmark, text: str) -> None:
    """Time the door."""
    benchmark(Q, text)


@pytest.mark.benchmark(group="door")
def test_refuse_a_million_characters(benchmark: Benchmark) -> None:
    """Time the refusal of a text of a million characters."""
    text = "9" * 1_000_000

    def refuse() -> None:
        with pytest.raises(ValueError, match="at most 40"):
            Q(text)

    benchmark(refuse)


@pytest.mark.benchmark(group="asked for")
@pytest.mark.parametrize("style", ["text", "markdown"])
def test_worksheet(benchmark: Benchmark, style: str) -> None:
    """Time a worksheet."""
    plan = plan_batch(
        Prescription("4.5 mg", capsules=100), drug=TABLETS, filler=FILLER, shell=SHELL
    )

    benchmark(plan.worksheet, style)


@pytest.mark.benchmark(group="registry")
def test_build_the_registry(benchmark: Benchmark) -> None:
    """Time the building of our units: a part of the import."""
    benchmark(UnitRegistry, _DEFINITIONS.splitlines(), non_int_type=Fraction)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the library and what it needs, and with no extra.

    pint imports dask, xarray, babel and numpy where it finds them, which takes it
    several times as long.
    """
    folder = tmp_path_factory.mktemp("bare")
    (folder / "ldn_compound").symlink_to(Path(ldn_compound.__file__).parent)
    wanted = ["ldn-compound"]
    for name in wanted:
        for top in {PurePath(each).parts[0] for each in files(name) or ()}:
            place = Path(str(distribution(name).locate_file(top)))
            if not (top.startswith((".", "_")) or (folder / top).exists()):
                (folder / top).symlink_to(place)
        for each in map(Requirement, requires(name) or ()):
            needed = each.marker is None or each.marker.evaluate({"extra": ""})
            if needed and each.name not in wanted:
                wanted.append(each.name)
    return folder


@pytest.mark.benchmark(group="import")
@pytest.mark.parametrize(
    "arguments",
    [
        ("-c", "pass"),
        ("-c", "import pint"),
        ("-c", "from ldn_compound import plan_batch"),
        ("-m", "ldn_compound", "--help"),
    ],
    ids=" ".join,
)
def test_import(benchmark: Benchmark, arguments: tuple[str, ...], bare: Path) -> None:
    """Time an import in a fresh process, compiled before, Python's start included."""
    environment = {"PYTHONPATH": str(bare), "PATH": os.environ["PATH"]}

    benchmark.pedantic(
        subprocess.run,
        args=([sys.executable, "-S", *arguments],),
        kwargs={"check": True, "env": environment, "stdout": subprocess.DEVNULL},
        rounds=15,
        warmup_rounds=2,
    )
