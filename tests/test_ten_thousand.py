"""Ten thousand requests: each gives a plan that keeps the laws, or one clear error."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import ceil
from random import Random
from typing import Any

import pytest

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    BulkDrug,
    CompoundError,
    FillByCompletion,
    FillByPacking,
    Filler,
    FillToMass,
    FillToVolume,
    PackStatistic,
    Prescription,
    Q,
    Quantity,
    Tablets,
    Tray,
    Trituration,
    plan_batch,
    reference,
)
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.model.component import Component, of_role
from ldn_compound.model.forms import Form
from ldn_compound.plan.second.asked import least_load_of_additive

REQUESTS = 10_000
LEAST_OF_EACH = 1000
NOTHING = Q("0 mg")
FORMS: tuple[Form, ...] = (
    "naltrexone",
    "naltrexone hydrochloride",
    "naltrexone hydrochloride dihydrate",
)


def amount(draw: Random, least: float, most: float, unit: str) -> str:
    """Draw an amount of two decimals, small ones as often as large ones."""
    low, high = int(least * 100), int(most * 100)
    hundredths = round(low * (high / low) ** draw.random())
    return f"{hundredths // 100}.{hundredths % 100:02d} {unit}"


def packing(draw: Random) -> PackStatistic | None:
    """Draw a pack statistic, or none."""
    if draw.random() < 0.2:
        return None
    return PackStatistic(amount(draw, 20, 600, "mg"), size="3")


def source(draw: Random) -> Tablets | BulkDrug | Trituration:
    """Draw tablets, a powder or a stock dilution, of any form."""
    form = draw.choice(FORMS)
    match draw.randrange(3):
        case 0:
            return Tablets(
                amount(draw, 1, 100, "mg"),
                mean_mass=amount(draw, 101, 900, "mg"),
                form=form,
                packing=packing(draw),
                assay=draw.choice([None, "95 %", "104.5 %"]),
            )
        case 1:
            return BulkDrug(
                form,
                assay=draw.choice(["98.3 %", "100 %", "101.5 %"]),
                basis="dried",
                water=draw.choice(["0 %", "3.1 %"]),
                packing=packing(draw),
            )
        case _:
            return Trituration(
                amount(draw, 0.5, 60, "%"),
                diluent="lactose",
                form=form,
                packing=packing(draw),
            )


def filler(draw: Random, name: str) -> Filler:
    """Draw a filler whose packing was measured."""
    return Filler(name, packing=PackStatistic(amount(draw, 60, 400, "mg"), size="3"))


def additives(draw: Random) -> tuple[Additive, ...]:
    """Draw up to two additives, of which some are far too much."""
    drawn = []
    if draw.random() < 0.3:
        share = amount(draw, 0.05, 99, "%")
        drawn.append(Additive("silica", share=share, packing=packing(draw)))
    if draw.random() < 0.3:
        mass = amount(draw, 0.05, 200, "mg")
        each = draw.choice(["", "/capsule"])
        drawn.append(Additive("dye", mass=mass + each, packing=packing(draw)))
    return tuple(drawn)


def arguments(draw: Random) -> dict[str, Any]:
    """Draw all that a plan takes: possible, odd, and impossible."""
    fillers: Any = filler(draw, "sucrose")
    if draw.random() < 0.3:
        fillers = ((fillers, draw.randint(1, 9)), (filler(draw, "starch"), 1))
    steps = ["0.01 mg", "0.1 mg", "1 mg", "10 mg", "100 mg"]
    return {
        "drug": source(draw),
        "filler": fillers,
        "shell": reference.shell("3"),
        "fill": draw.choice(
            [
                FillByPacking(),
                FillToMass(amount(draw, 10, 400, "mg")),
                FillToVolume(),
                FillByCompletion(),
            ]
        ),
        "additives": additives(draw),
        "diluent": draw.choice([None, filler(draw, "mannitol")]),
        "balance": draw.choice([None, Balance(readability=draw.choice(steps))]),
        "tray": draw.choice([None, Tray(draw.randint(10, 300))]),
        "policy": reference.policy(draw.choice(["usp", "dac-nrf"])),
        "spare_capsules": draw.choice([None, 0, 7]),
        "blend_excess": draw.choice([None, "0 %", "3 %"]),
        "drug_overage": draw.choice([None, "0 %", "10 %"]),
    }


def planned(draw: Random) -> BatchPlan:
    """Plan what was drawn; some of it from whole tablets."""
    order = Prescription(
        amount(draw, 0.05, 30, "mg"),
        capsules=round(10 ** (3 * draw.random())),
        form=draw.choice(FORMS),
    )
    drawn = arguments(draw)
    if isinstance(drawn["drug"], Tablets) and draw.random() < 0.2:
        tablets = draw.choice([None, draw.randint(1, 60)])
        return plan_whole_tablets(order, tablets=tablets, **drawn)
    return plan_batch(order, **drawn)


def broken_laws(plan: BatchPlan) -> list[str]:
    """List the laws that a plan does not keep."""
    order, rules = plan.request.prescription, plan.request.policy
    parts = [plan.powder, *plan.additives, *plan.fillers]
    parts += [plan.diluent] if plan.diluent is not None else []
    shells = order.capsules + plan.spare_capsules
    size = Q("1 capsule") * shells * (1 + plan.blend_excess)
    flagged = {found.code for found in plan.findings if found.severity == "stop"}
    laws = {
        "the parts make the blend": total(parts) == plan.blend_mass,
        "N fills make the blend": plan.fill_mass * size
        == plan.blend_mass * Q("1 capsule"),
        "the drug is strength x N x overage": plan.drug_needed
        == order.strength * size * (1 + plan.drug_overage),
        "no part is negative": all(each.exact >= NOTHING for each in parts),
        "loads hold all capsules": sum(load.capsules for load in plan.loads) == shells,
        "what is mixed is what is weighed": plan.mixing[-1].in_mortar
        == plan.blend_as_weighed,
        "the dose is within the limits": rules.refused_below
        <= order.strength
        <= rules.refused_above,
        "an unusual dose is flagged": (
            rules.unusual_below <= order.strength <= rules.unusual_above
        )
        or any(found.code == "dose-unusual" for found in plan.findings),
        "weighings are legal or stop the batch": plan.least_mass is None
        or "below-least-mass" in flagged
        or all(
            each.to_weigh >= least_of(plan, component)
            for component in of_role(plan.components, "drug", "additive", "filler")
            for each in component.weighings
            if each.exact and (component.role != "drug" or plan.weighs_powder)
        ),
        "the strength is met to the policy's tolerance, or flagged": met(plan),
        "tablets cover the powder": tablets_cover(plan),
    }
    return [law for law, kept in laws.items() if not kept]


def least_of(plan: BatchPlan, component: Component) -> Quantity:
    """Return the least mass of a component: less of an additive, which has no drug."""
    assert plan.least_mass is not None
    assert plan.request.balance is not None
    if component.role != "additive":
        return plan.least_mass
    balance, policy = plan.request.balance, plan.request.policy
    return Q("1 mg") * least_load_of_additive(balance, policy)


def total(parts: list[Any]) -> Quantity:
    """Add up the exact amounts."""
    return sum((each.exact for each in parts), NOTHING)


def met(plan: BatchPlan) -> bool:
    """Say whether the strength achieved is what was asked, or a finding says so."""
    aim = plan.request.prescription.strength * (1 + plan.drug_overage)
    off = abs(plan.strength_achieved / aim - 1)
    allowed = off <= plan.request.policy.strength_tolerance
    if plan.request.balance is None and plan.weighs_powder and off:
        return False
    return allowed or any(each.code == "strength-off" for each in plan.findings)


def tablets_cover(plan: BatchPlan) -> bool:
    """Say whether the tablets crushed are just enough, or as many as were named."""
    drug = plan.request.drug
    if not isinstance(drug, Tablets):
        return plan.tablets is None
    assert plan.tablets is not None
    exact = Fraction((plan.powder.to_weigh / drug.mean_mass).magnitude)
    if not plan.weighs_powder:
        return plan.tablets.to_crush == exact
    rules = plan.request.policy
    left = 1 + Fraction(rules.least_powder_left.m_as("%")) / 100
    return plan.tablets.to_crush == ceil(exact * left) + rules.reserve_tablets


@pytest.mark.slow
@pytest.mark.requirement("R09")
@pytest.mark.parametrize("part", range(10))
def test_a_plan_that_keeps_the_laws_or_one_clear_error(part: int) -> None:
    """Whatever is asked: a whole plan, or an error that names the field at fault."""
    outcomes: Counter[str] = Counter()
    for number in range(part, REQUESTS, 10):
        try:
            plan = planned(Random(number))  # noqa: S311 - drawn again by its number
        except CompoundError as error:
            assert error.field, f"request {number}: {error}"
            assert error.expected, f"request {number}: {error}"
            assert error.got, f"request {number}: {error}"
            outcomes["error"] += 1
        else:
            assert not broken_laws(plan), f"request {number}: {broken_laws(plan)}"
            outcomes["plan"] += 1

    assert min(outcomes["plan"], outcomes["error"]) >= LEAST_OF_EACH / 10
