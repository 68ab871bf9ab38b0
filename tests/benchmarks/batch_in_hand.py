"""Batch in hand: simulated batches against what their weights and assays say.

    python -m tests.benchmarks.batch_in_hand [batches]

Batches are drawn from what the budget believes of them; twenty capsules of each are
weighed, and none, one, three or ten assayed. Printed for each number of assays: how
often the mean of the batch is in its interval of 95 %, how often 95 % of its capsules
are in the interval for them (both 95 % or more, but for the chance of so many batches),
the chance to pass on average, and the share of batches that passed a sample anew.
"""

from __future__ import annotations

import sys

import numpy as np
from attrs import evolve

from ldn_compound.quality import judge_batch, samples_pass
from tests.examples import TABLETS, batch

BATCHES = 400
PLAN = batch(
    drug=evolve(TABLETS, assay=None, content_sd="0 %"),
    balance=None,
    spare_capsules=0,
)
FILL, BLEND, BIAS, SCATTER = 0.02, 0.03, 0.01, 0.01
NET = 135.39  # mg of blend in a capsule, as planned


def judged(assays: int, batches: int) -> tuple[float, float, float, float]:
    """Return both coverages, the mean chance, and the share that passed."""
    draw = np.random.default_rng(8)
    means = held = chances = passed = 0.0
    for _ in range(batches):
        # lots anywhere from 90 to 110 %, as the budget takes them
        true = draw.uniform(90, 110)
        bias = 1 + BIAS * draw.standard_normal()
        weights = NET * (1 + FILL * draw.standard_normal(20))
        contents = true * (1 + FILL * draw.standard_normal((1, 30 + assays)))
        contents *= 1 + BLEND * draw.standard_normal(contents.shape)
        seen = contents * bias * (1 + SCATTER * draw.standard_normal(contents.shape))
        found = judge_batch(
            PLAN,
            weights=[f"{each:.2f} mg" for each in weights],
            assays=[f"{each:.2f} %" for each in seen[0, 30:]],
            packing_rsd="0 %",
            blend_cv=f"{100 * BLEND} %",
            loss="0 %",
            laboratory_bias=f"{100 * BIAS} %",
            laboratory_rsd=f"{100 * SCATTER} %",
        )
        low, high = found.mean_interval
        means += low <= true <= high
        least, greatest = found.interval_in_hand
        capsules = true * (1 + FILL * draw.standard_normal(4000))
        capsules *= 1 + BLEND * draw.standard_normal(4000)
        held += np.mean((capsules >= least) & (capsules <= greatest)) >= 0.95
        chances += found.chance_of_passing
        passed += bool(samples_pass(seen[:, :30])[0])
    return means / batches, held / batches, chances / batches, passed / batches


def main() -> None:
    """Print the table."""
    batches = int(sys.argv[1]) if len(sys.argv) > 1 else BATCHES
    print("assays  mean in  capsules in  chance  passed")  # noqa: T201 - a script
    for assays in (0, 1, 3, 10):
        mean, held, chance, passed = judged(assays, batches)
        line = f"{assays:6} {mean:8.3f} {held:12.3f} {chance:7.3f} {passed:7.3f}"
        print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
