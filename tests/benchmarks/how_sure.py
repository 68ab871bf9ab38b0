"""How sure: simulated pharmacies against what the error budget prints.

    python -m tests.benchmarks.how_sure [samples]

Each scenario is made over and over as a pharmacist would: tablets of their own content
and mass are crushed and weighed on a balance that errs and rounds, diluted, mixed,
filled and assayed. Nothing of `quality` is used for that, USP <905> is judged anew.
Printed beside the truth: the chance to pass ("or more": never above the truth by more
than three standard errors), and two intervals of 95 %, of all capsules, and of the
capsules of one batch in 95 % of batches (neither may hold less than it says by a
point). Where a deviation was measured on few portions, the true one is drawn as they
leave it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from ldn_compound import Balance, BatchPlan, BulkDrug, Prescription
from ldn_compound.quality import Between, ErrorBudget, MeasuredCv, error_budget
from tests.examples import BULK, TABLETS, batch

Floats: TypeAlias = NDArray[np.float64]

SAMPLES = 2_000_000
BLOCK, BATCHES = 20_000, 1_000
FINE = Balance(readability="1 mg", repeatability="0.8 mg")
COARSE = Balance(readability="10 mg", repeatability="8 mg")
CLASS_THREE = Balance(readability="1 mg", sensitivity="6 mg")
KNOWN = evolve(TABLETS, mass_sd="4 mg", weighed=20, content_sd="2 %")
UNKNOWN = evolve(KNOWN, assay=None)
ERRORS, LEAST_INSIDE = 3, 0.94


@frozen(kw_only=True)
class Scenario:
    """How a batch is made, and what of it is told to the budget. Figures in percent."""

    name: str
    strength: str = "4.5 mg"
    capsules: int = 100
    drug: Any = KNOWN
    balance: Balance = FINE
    lot: tuple[float, float] = (0.0, 0.0)  # half of a window, standard deviation
    content_sd: float = 2.0
    mixing: float = 0.0
    recovery: tuple[float, float] = (100.0, 100.0)
    loss: tuple[float, float] = (0.0, 0.0)
    fill: float = 3.0
    blend: float = 3.0
    fill_measured_on: int | None = None
    blend_measured_on: int | None = None
    mixing_measured_on: int | None = None
    lumps: float | None = None
    bias: float = 0.0
    scatter: float = 0.0

    def plan(self) -> BatchPlan:
        """Plan it."""
        return batch(
            prescription=Prescription(self.strength, capsules=self.capsules),
            drug=self.drug,
            balance=self.balance,
            spare_capsules=0,
        )

    def told(self) -> dict[str, Any]:
        """Return what the budget is told."""
        told: dict[str, Any] = {
            "packing_rsd": "0 %",
            "fill_rsd": _cv(self.fill, self.fill_measured_on),
            "blend_cv": _cv(self.blend, self.blend_measured_on),
            "loss": _between(self.loss),
            "laboratory_bias": f"{self.bias} %",
            "laboratory_rsd": f"{self.scatter} %",
        }
        half, sd = self.lot
        if half:
            told["lot"] = Between(f"{100 - half} %", f"{100 + half} %")
        elif self.drug.assay is not None:
            told["potency_sd"] = f"{sd} %"
        if self.plan().trituration is not None:
            told["mixing"] = _cv(self.mixing, self.mixing_measured_on)
            told["recovery"] = _between(self.recovery)
        if self.lumps is not None:
            told["lumps"] = f"{self.lumps} %"
        return told


def _cv(cv: float, portions: int | None) -> Any:
    return (
        f"{cv} %" if portions is None else MeasuredCv(cv=f"{cv} %", portions=portions)
    )


def _between(ends: tuple[float, float]) -> Between:
    return Between(f"{ends[0]} %", f"{ends[1]} %")


SCENARIOS = [
    Scenario(name="tablets, all measured", lot=(0, 1)),
    Scenario(name="uneven fill", lot=(0, 1), fill=5),
    Scenario(name="uneven blend", lot=(0, 1), blend=6),
    Scenario(name="fill and blend uneven", lot=(0, 1), fill=5, blend=6),
    Scenario(name="lot anywhere in its limits", drug=UNKNOWN, lot=(10, 0)),
    Scenario(name="lot near its label", drug=UNKNOWN, lot=(4, 0)),
    Scenario(name="assay known badly", lot=(0, 4)),
    Scenario(
        name="one tablet",
        strength="0.5 mg",
        capsules=60,
        lot=(0, 1),
        drug=evolve(KNOWN, content_sd="6 %"),
        content_sd=6,
    ),
    Scenario(name="bulk powder", drug=BULK, lot=(0, 1), content_sd=0),
    Scenario(
        name="bulk powder, fine balance",
        drug=BULK,
        lot=(0, 0.5),
        content_sd=0,
        strength="1.5 mg",
    ),
    Scenario(
        name="class III balance",
        drug=BULK,
        strength="2 mg",
        capsules=61,
        balance=CLASS_THREE,
        lot=(0, 1),
        content_sd=0,
    ),
    Scenario(
        name="class III balance, tablets",
        strength="1.5 mg",
        capsules=60,
        balance=CLASS_THREE,
        lot=(0, 1),
    ),
    Scenario(name="loss with a spread", lot=(0, 1), loss=(0, 6)),
    Scenario(name="much lost", lot=(0, 1), loss=(5, 15)),
    Scenario(name="loss and an open lot", drug=UNKNOWN, lot=(10, 0), loss=(0, 10)),
    Scenario(
        name="trituration, even",
        strength="0.5 mg",
        capsules=30,
        balance=COARSE,
        lot=(0, 1),
        fill=2,
        blend=2,
    ),
    Scenario(
        name="trituration, portions 3 %",
        strength="0.5 mg",
        capsules=30,
        balance=COARSE,
        lot=(0, 1),
        fill=2,
        blend=2,
        mixing=3,
    ),
    Scenario(
        name="trituration, portions 6 %",
        strength="0.5 mg",
        capsules=30,
        balance=COARSE,
        lot=(0, 1),
        fill=2,
        blend=2,
        mixing=6,
    ),
    Scenario(
        name="trituration, 3 % and some lost",
        strength="0.5 mg",
        capsules=30,
        balance=COARSE,
        lot=(0, 1),
        fill=2,
        blend=2,
        mixing=3,
        recovery=(85, 95),
    ),
    Scenario(
        name="trituration, open lot, much lost",
        strength="0.5 mg",
        capsules=30,
        balance=COARSE,
        drug=UNKNOWN,
        lot=(10, 0),
        fill=3,
        blend=3,
        mixing=4,
        recovery=(80, 100),
        loss=(0, 4),
    ),
    Scenario(
        name="trituration, class III balance",
        strength="0.5 mg",
        capsules=30,
        balance=Balance(readability="10 mg", sensitivity="10 mg"),
        lot=(0, 1),
        fill=2,
        blend=2,
        mixing=3,
    ),
    Scenario(
        name="trituration, six portions",
        strength="0.5 mg",
        capsules=30,
        balance=COARSE,
        lot=(0, 1),
        fill=2,
        blend=2,
        mixing=3,
        mixing_measured_on=6,
    ),
    Scenario(name="blend on ten portions", lot=(0, 1), blend=4, blend_measured_on=10),
    Scenario(name="blend on six portions", lot=(0, 1), blend=4, blend_measured_on=6),
    Scenario(
        name="fill and blend on ten",
        lot=(0, 1),
        blend=4,
        blend_measured_on=10,
        fill_measured_on=10,
    ),
    Scenario(name="lumps in 2 % of capsules", lot=(0, 0), fill=0, blend=5, lumps=2),
    Scenario(name="lumps in 10 % of capsules", lot=(0, 1), fill=2, blend=5, lumps=10),
    Scenario(name="a laboratory that errs", lot=(0, 1), bias=2, scatter=2),
    Scenario(
        name="all at once",
        strength="0.5 mg",
        capsules=30,
        balance=COARSE,
        drug=UNKNOWN,
        lot=(5, 0),
        fill=4,
        blend=4,
        blend_measured_on=10,
        mixing=4,
        mixing_measured_on=10,
        recovery=(88, 98),
        loss=(0, 3),
        bias=1,
        scatter=1,
    ),
]


def _reading(mass: Floats, balance: Balance, draw: np.random.Generator) -> Floats:
    """Return what a balance shows of masses: it errs, and rounds load and zero."""
    step = float(balance.readability.m_as("mg"))
    shown = mass + _off(balance, len(mass), draw)
    return np.round(shown / step) * step


def _weighed(target: Floats, balance: Balance, draw: np.random.Generator) -> Floats:
    """Return what lies on a balance that shows a target."""
    step = float(balance.readability.m_as("mg"))
    within = draw.uniform(-step / 2, step / 2, len(target))
    return target + within + _off(balance, len(target), draw)


def _off(balance: Balance, number: int, draw: np.random.Generator) -> Floats:
    """Return how far the zero and the load are off."""
    step = float(balance.readability.m_as("mg"))
    if balance.sensitivity is not None:
        half = float(balance.sensitivity.m_as("mg"))
        return draw.uniform(-half, half, number)
    sd = (
        0.0
        if balance.repeatability is None
        else float(balance.repeatability.m_as("mg"))
    )
    zero = draw.uniform(-step / 2, step / 2, number)
    return zero + draw.normal(0, sd, number)


def _tablets(
    plan: BatchPlan, scenario: Scenario, lot: Floats, draw: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return drug for each mg of the powder of tablets, and their mean mass found."""
    assert plan.tablets is not None
    number, balance = plan.tablets.to_crush, scenario.balance
    label, mean = 50.0, float(scenario.drug.mean_mass.m_as("mg/tablet"))
    shape = (len(lot), number)
    contents = label * (1 + scenario.content_sd / 100 * draw.standard_normal(shape))
    masses = mean + 4.0 * draw.standard_normal(shape)
    total = masses.sum(axis=1)
    shown = _reading(total, balance, draw)
    return lot * contents.sum(axis=1) / total, shown / number


def _drug(
    plan: BatchPlan, scenario: Scenario, draw: np.random.Generator, batches: int
) -> Floats:
    """Return the drug that gets into the blend of each batch. [mg]"""
    half, sd = scenario.lot
    off = draw.uniform(-half, half, batches) + sd * draw.standard_normal(batches)
    lot = 1 + off / 100
    exact = float(plan.powder.exact.m_as("mg"))
    if plan.trituration is not None:
        exact = float(plan.powder.to_weigh.m_as("mg"))
    if isinstance(scenario.drug, BulkDrug):
        wanted = float(plan.request.prescription.strength.m_as("mg/capsule"))
        of_powder = (
            lot * wanted * scenario.capsules / float(plan.powder.exact.m_as("mg"))
        )
        target = np.full(batches, exact)
    else:
        of_powder, found = _tablets(plan, scenario, lot, draw)
        planned = float(scenario.drug.mean_mass.m_as("mg/tablet"))
        target = exact * found / planned
    step = float(scenario.balance.readability.m_as("mg"))
    powder = _weighed(np.round(target / step) * step, scenario.balance, draw)
    drug, mass = powder * of_powder, powder
    for each in plan.trituration.dilutions if plan.trituration else ():
        diluent = np.full(batches, float(each.diluent.to_weigh.m_as("mg")))
        total = mass + _weighed(diluent, scenario.balance, draw)
        portion = np.full(batches, float(each.portion.to_weigh.m_as("mg")))
        portion = _weighed(portion, scenario.balance, draw)
        recovered = draw.uniform(*scenario.recovery, batches) / 100
        cv = _true_cv(scenario.mixing, scenario.mixing_measured_on, batches, draw)
        even = 1 + cv * draw.standard_normal(batches)
        drug, mass = drug * portion / total * recovered * even, portion
    return drug * (1 - draw.uniform(*scenario.loss, batches) / 100)


def _true_cv(
    cv: float, portions: int | None, batches: int, draw: np.random.Generator
) -> Floats:
    """Return the true coefficient of variation, as portions leave it. [ratio]"""
    if portions is None:
        return np.full(batches, cv / 100)
    return cv / 100 * np.sqrt((portions - 1) / draw.chisquare(portions - 1, batches))


def _batches(
    scenario: Scenario, plan: BatchPlan, samples: int, block: int, capsules: int
) -> Iterator[tuple[Floats, Floats]]:
    """Yield contents of capsules of each batch, and what a laboratory finds."""
    draw = np.random.default_rng(18)
    label = float(plan.request.prescription.strength.m_as("mg/capsule"))
    for _ in range(0, samples, block):
        drug = _drug(plan, scenario, draw, block)
        each = drug / scenario.capsules / label * 100
        shape = (block, capsules)
        fill = _true_cv(scenario.fill, scenario.fill_measured_on, block, draw)
        blend = _true_cv(scenario.blend, scenario.blend_measured_on, block, draw)
        uneven: Floats = draw.standard_normal(shape)
        if scenario.lumps is not None:
            share = scenario.lumps / 100
            has_one = (draw.random(shape) < share).astype(float)
            uneven = (has_one - share) / (share * (1 - share)) ** 0.5
        contents = each[:, None] * (1 + blend[:, None] * uneven)
        contents *= 1 + fill[:, None] * draw.standard_normal(shape)
        found = contents * (1 + scenario.bias / 100 * draw.standard_normal((block, 1)))
        yield (
            contents,
            found * (1 + scenario.scatter / 100 * draw.standard_normal(shape)),
        )


def _passes(contents: Floats) -> NDArray[np.bool_]:
    """Judge USP <905> anew: ten, and thirty where they do not pass."""
    first = _acceptance(contents[:, :10], 2.4)[0] < 15.05
    value, reference = _acceptance(contents, 2.0)
    near = (contents >= 0.75 * reference[:, None]).all(axis=1) & (
        contents <= 1.25 * reference[:, None]
    ).all(axis=1)
    return first | ((value < 15.05) & near)


def _acceptance(contents: Floats, factor: float) -> tuple[Floats, Floats]:
    mean, sd = contents.mean(axis=1), contents.std(axis=1, ddof=1)
    reference = np.minimum(np.maximum(mean, 98.5), 101.5)
    return np.abs(reference - mean) + factor * sd, reference


@frozen(kw_only=True)
class Compared:
    """What is printed of a scenario, and what is true of it."""

    budget: ErrorBudget
    truth: float
    error: float
    in_interval: float
    in_hand: float

    @property
    def holds(self) -> bool:
        """Whether nothing printed is kinder than the truth."""
        chance, inside = self.budget.chance_of_passing, (self.in_interval, self.in_hand)
        return (
            chance <= self.truth + ERRORS * self.error and min(inside) >= LEAST_INSIDE
        )


def compare(scenario: Scenario, samples: int) -> Compared:
    """Return what is printed of a scenario, beside what is true of it."""
    plan = scenario.plan()
    budget = error_budget(plan, **scenario.told())
    passed = inside = 0
    low, high = budget.interval
    block = min(BLOCK, samples)
    for contents, found in _batches(scenario, plan, samples, block, 30):
        passed += int(_passes(found).sum())
        inside += int(((contents[:, 0] >= low) & (contents[:, 0] <= high)).sum())
    truth = passed / samples
    return Compared(
        budget=budget,
        truth=truth,
        error=(truth * (1 - truth) / samples) ** 0.5,
        in_interval=inside / samples,
        in_hand=_share_of_batches(scenario, plan, budget),
    )


def _share_of_batches(
    scenario: Scenario, plan: BatchPlan, budget: ErrorBudget
) -> float:
    """Return the share of batches with 95 % of 3000 capsules in the interval."""
    least, greatest = budget.interval_in_hand
    held = 0
    for contents, _ in _batches(scenario, plan, 2 * BATCHES, BATCHES, 3000):
        within = ((contents >= least) & (contents <= greatest)).mean(axis=1)
        held += int((within >= 0.95).sum())
    return held / (2 * BATCHES)


def main() -> None:
    """Print the table."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    head = f"{'':34} printed   truth     more   95 % of all, and of a batch"
    print(head)  # noqa: T201 - a script
    wrong = 0
    for scenario in SCENARIOS:
        found = compare(scenario, samples)
        chance = found.budget.chance_of_passing
        inside = f"{found.in_interval:7.3f} {found.in_hand:7.3f}"
        off = chance - found.truth
        line = (
            f"{scenario.name:34} {chance:7.4f} {found.truth:7.4f} {off:+8.4f} {inside}"
        )
        print(line, "" if found.holds else "WRONG", flush=True)  # noqa: T201
        wrong += not found.holds
    print(f"{len(SCENARIOS)} scenarios, {wrong} wrong")  # noqa: T201
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
