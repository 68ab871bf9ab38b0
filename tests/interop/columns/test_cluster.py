"""Cluster: the plans of many orders on several processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest

from ldn_compound import (
    Balance,
    BatchPlan,
    FieldError,
    Prescription,
    plan_batch,
    reference,
)
from ldn_compound.interop.columns import OUTPUTS, plan_columns
from ldn_compound.interop.columns.cluster import plan_partitions
from ldn_compound.interop.columns.streaming import Totals, totals
from ldn_compound.quality.budget.error_budget import error_budget
from ldn_compound.quality.budget.monte_carlo import simulate_batches, summarize_batches
from ldn_compound.quality.passing.simulation import simulate_passing
from tests.examples import FILLER, ORDER, SHELL, TABLETS, batch
from tests.interop.columns.test_columns import orders
from tests.lazily import library

# untyped libraries, or such as have no types for what is called here
dataframe: Any = library("dask.dataframe")
distributed: Any = library("distributed")
pd: Any = library("pandas")

BALANCE = Balance(readability="1 mg")
SHELLS = tuple(reference.shell(size) for size in ("5", "4", "3", "0"))


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Start two workers, each a process of its own."""
    with (
        distributed.LocalCluster(
            n_workers=2,
            processes=True,
            threads_per_worker=1,
            dashboard_address=":0",  # any port that is free
        ) as cluster,
        distributed.Client(cluster) as connected,
    ):
        yield connected


def planned_elsewhere(prescription: Prescription) -> tuple[BatchPlan, int]:
    """Plan a prescription; return the plan, and the process that it was made in."""
    plan = plan_batch(prescription, drug=TABLETS, filler=FILLER, shell=SHELL)
    return plan, os.getpid()


def strength_of(plan: BatchPlan) -> tuple[BatchPlan, str]:
    """Return a plan that came over, and what it says where it came."""
    return plan, str(plan.strength_achieved)


def passing_elsewhere(seed: int) -> tuple[float, int]:
    """Draw samples; return the share that passes, and the process that drew them."""
    rng = np.random.default_rng(seed)
    return simulate_passing(100, 6, batches=500, rng=rng), os.getpid()


def counted(part: Any) -> Totals:
    """Count one partition, where it lies."""
    return totals([part])


@pytest.mark.requirement("R75")
def test_every_partition_is_planned_as_the_table_is(client: Any) -> None:
    """Two processes plan seven partitions; the rows are those of one process."""
    frame = pd.DataFrame(orders(5000, seed=8))
    cut = dataframe.from_pandas(frame, npartitions=7)

    planned = plan_partitions(cut, balance=BALANCE)
    together = client.compute(planned).result()

    assert planned.npartitions == 7
    assert list(planned.columns) == [*frame.columns, *OUTPUTS]
    pd.testing.assert_frame_equal(together, plan_columns(frame, balance=BALANCE))


def test_shells_are_chosen_in_partitions_too(client: Any) -> None:
    """Sizes are texts in every partition, also where no row of it has one."""
    frame = pd.DataFrame(orders(400, seed=3))
    draw = np.random.default_rng(4)
    frame["tablet_density"] = draw.integers(1, 9, 400) / 10
    frame["filler_density"] = draw.integers(3, 9, 400) / 10
    frame.loc[:99, "strength"] = -1.0  # the first partition has no plan at all

    planned = plan_partitions(
        dataframe.from_pandas(frame, npartitions=4), shells=SHELLS
    )
    together = client.compute(planned).result()

    alone = plan_columns(frame, shells=SHELLS)["shell"]
    assert planned.dtypes["shell"] == "string"
    assert together["shell"].isna().sum() >= 100
    assert together["shell"].fillna("none").tolist() == [
        each if isinstance(each, str) else "none" for each in alone
    ]


def test_totals_of_partitions_add_up(client: Any) -> None:
    """What each process counts comes to what one counts."""
    frame = pd.DataFrame(orders(3000, seed=9))
    planned = plan_partitions(dataframe.from_pandas(frame, npartitions=5))

    parts = client.gather(client.map(counted, client.compute(planned.to_delayed())))

    together = sum(parts, Totals())
    alone = totals([plan_columns(frame)])
    assert together.findings == alone.findings
    assert (together.rows, together.tablets) == (alone.rows, alone.tablets)
    assert together.powder == pytest.approx(alone.powder, rel=1e-12)


def test_units_of_the_table_reach_every_partition(client: Any) -> None:
    """What the whole frame says of its units, each worker reads by."""
    frame = pd.DataFrame(orders(100, seed=1))
    grams = frame.assign(tablet_mass=frame["tablet_mass"] / 1000)
    grams.attrs["units"] = {"tablet_mass": "g"}

    planned = plan_partitions(dataframe.from_pandas(grams, npartitions=3))
    together = client.compute(planned).result()

    alone = plan_columns(frame)
    for name in OUTPUTS:
        pd.testing.assert_series_equal(together[name], alone[name])


@pytest.mark.requirement("R92")
def test_batches_are_drawn_alike_wherever_they_are(client: Any) -> None:
    """A partition drawn by a worker is the partition drawn here, to the last bit."""
    budget = error_budget(batch(), fill_rsd="3 %", blend_cv="4 %")
    draw = partial(simulate_batches, budget, batches=500, seed=905)

    there = client.gather(
        [client.submit(draw, partition=number, pure=False) for number in (2, 0, 1)]
    )

    here = [draw(partition=number) for number in (0, 1, 2)]
    assert summarize_batches(there) == summarize_batches(here)
    for one, other in zip([there[1], there[2], there[0]], here, strict=True):
        assert {name: cells.tobytes() for name, cells in one.items()} == {
            name: cells.tobytes() for name, cells in other.items()
        }


@pytest.mark.requirement("R92")
def test_samples_are_drawn_alike_wherever_they_are(client: Any) -> None:
    """The share that passes follows from the seed alone, in whichever process."""
    workers = list(client.scheduler_info()["workers"])
    seeds = (3, 1, 2)

    there = client.gather(
        [
            client.submit(passing_elsewhere, seed, workers=[each], pure=False)
            for each in workers
            for seed in seeds
        ]
    )

    here = [passing_elsewhere(seed)[0] for seed in seeds]
    assert len(set(here)) == len(seeds)
    assert [share for share, _ in there] == here * 2
    processes = {process for _, process in there}
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_records_cross_the_borders_of_processes(client: Any) -> None:
    """A prescription sent and a plan that comes back are equal to those made here."""
    workers = list(client.scheduler_info()["workers"])
    assert len(workers) == 2
    sent = [
        client.submit(planned_elsewhere, ORDER, workers=[each], pure=False)
        for each in workers
    ]

    came = client.gather(sent)

    here = plan_batch(ORDER, drug=TABLETS, filler=FILLER, shell=SHELL)
    assert [plan for plan, _ in came] == [here, here]
    assert hash(came[0][0]) == hash(here)
    processes = {process for _, process in came}
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_a_plan_sent_over_says_the_same(client: Any) -> None:
    """Exact quantities keep their units and their fractions on the way."""
    plan = batch(drug_overage="10 %")

    back, said = client.submit(strength_of, plan).result()

    assert back == plan
    assert said == str(plan.strength_achieved)


def test_a_missing_column_is_found_before_anything_runs() -> None:
    """The slip is named at once, not by a worker an hour later."""
    cut = dataframe.from_pandas(pd.DataFrame({"strength": [4.5]}), npartitions=1)

    with pytest.raises(FieldError, match="expected a column or a constant 'capsules'"):
        plan_partitions(cut)


def test_a_table_in_memory_is_no_cluster_table() -> None:
    """A frame of pandas is planned by plan_columns."""
    with pytest.raises(FieldError, match="frame: expected a Dask DataFrame, got DataF"):
        plan_partitions(pd.DataFrame({"strength": [4.5]}))
