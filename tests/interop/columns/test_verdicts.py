"""Columns: the verdict on every row is that on its plan, whatever stands in it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from hypothesis import example, given
from hypothesis import strategies as st

from ldn_compound import (
    Balance,
    BatchPlan,
    CompoundError,
    Density,
    Filler,
    PackStatistic,
    Policy,
    Prescription,
    Q,
    Tablets,
    plan_batch,
    reference,
)
from ldn_compound.interop.columns import Found, plan_columns
from ldn_compound.interop.columns.problems import NO_PLAN, WEIGHED_DIRECTLY
from ldn_compound.quantities.notation import finite_decimal

SHELL = reference.shell("3")
USP = reference.policy("usp")

#: What each bit says of a plan. Two of one code: the graver one comes with the other.
SAYS = {
    Found.BELOW_LEAST_MASS: ("below-least-mass", "stop"),
    Found.DOSE_UNUSUAL: ("dose-unusual", "caution"),
    Found.STRENGTH_OFF: ("strength-off", "caution"),
    Found.CONTENT_OUTSIDE: ("content-outside", "caution"),
    Found.CONTENT_FAR_OUTSIDE: ("content-outside", "stop"),
    Found.FEW_TABLETS: ("few-tablets", "note"),
    Found.TABLETS_TOO_FEW: ("few-tablets", "caution"),
    Found.SMALL_BATCH: ("small-batch", "caution"),
    Found.TABLET_STRENGTH_UNUSUAL: ("tablet-strength-unusual", "caution"),
    Found.PACKING_UNUSUAL: ("packing-unusual", "caution"),
    Found.PACKING_IMPOSSIBLE: ("packing-unusual", "stop"),
    Found.ASSAY_OUTSIDE: ("assay-outside", "stop"),
    Found.TABLET_MASS_UNUSUAL: ("tablet-mass-unusual", "caution"),
    Found.TABLET_MASS_IMPOSSIBLE: ("tablet-mass-unusual", "stop"),
    Found.ABOVE_CAPACITY: ("above-capacity", "stop"),
    Found.WEIGHING_ERROR: ("weighing-error", "caution"),
    Found.FIGURE_UNUSUAL: ("figure-unusual", "caution"),
    Found.DRUG_OVERAGE: ("drug-overage", "note"),
    Found.NO_LOSS_ALLOWANCE: ("no-loss-allowance", "note"),
    Found.RULES_CHANGED: ("rules-changed", "caution"),
    Found.NOT_DOUBLE_CHECKED: ("not-double-checked", "caution"),
    Found.NEEDS_TRITURATION: ("triturated", "note"),
}
WORST = {"note": 0, "caution": 1, "stop": 2}
#: What a table has no column for: known or not, it is the same in every row.
NOT_OF_ROWS = {
    *("coat-unknown", "contents-unknown", "mass-spread-unknown", "not-asked"),
    *("no-balance", "sensitivity-assumed", "completion-preferred"),
}
DIRECTLY = {code for flag, (code, _) in SAYS.items() if flag & WEIGHED_DIRECTLY}


@frozen(kw_only=True)
class Bench:
    """What holds for every row."""

    balance: Balance | None
    policy: Policy
    by_density: bool


BENCHES = [
    Bench(balance=None, policy=USP, by_density=False),
    Bench(
        balance=Balance(readability="1 mg", capacity="20 g"),
        policy=USP,
        by_density=True,
    ),
    Bench(
        balance=Balance(readability="10 mg", sensitivity="10 mg", capacity="2 kg"),
        policy=reference.policy("dac-nrf"),
        by_density=False,
    ),
    Bench(
        balance=Balance(readability="3 mg"),
        policy=evolve(USP, reserve_tablets=1, least_capsules=60, double_check=False),
        by_density=True,
    ),
    Bench(
        balance=Balance(readability="0.1 mg"),
        policy=evolve(USP, name="ours", refused_above="400 mg", refused_below="0 mg"),
        by_density=False,
    ),
]


def decimals(least: str, greatest: str, places: int) -> st.SearchStrategy[Fraction]:
    """Draw numbers of few digits, of every size alike, as a slip of the point has."""
    plain = st.integers(
        int(Fraction(least) * 10**places), int(Fraction(greatest) * 10**places)
    ).map(lambda number: Fraction(number, 10**places))
    powers = st.sampled_from([Fraction(10) ** power for power in range(-2, 3)])
    return st.one_of(plain, st.builds(lambda one, power: one * power, plain, powers))


ROWS = st.fixed_dictionaries(
    {
        "strength": decimals("0.1", "10", 1),
        "capsules": st.one_of(st.integers(10, 300), st.integers(1, 100_000)),
        "tablet_strength": st.sampled_from([50, 50, 50, 25, 5, 500]).map(Fraction),
        "tablet_mass": decimals("45", "260", 1),
        "tablet_fill": decimals("0.3", "0.9", 2),
        "filler_fill": decimals("0.3", "0.9", 2),
        "assay": st.one_of(st.just(Fraction(100)), decimals("45", "155", 1)),
        "spare_capsules": st.one_of(st.just(0), st.integers(0, 100)),
        "blend_excess": st.one_of(st.just(Fraction(0)), decimals("0", "15", 1)),
        "drug_overage": st.sampled_from([0, 5, 10, 30, 100, 110]).map(Fraction),
    }
)
GOOD: dict[str, Any] = {
    "strength": Fraction("4.5"),
    "capsules": 100,
    "tablet_strength": Fraction(50),
    "tablet_mass": Fraction("171.2"),
    "tablet_fill": Fraction("0.6"),
    "filler_fill": Fraction("0.45"),
    "assay": Fraction(100),
    "spare_capsules": 3,
    "blend_excess": Fraction(0),
    "drug_overage": Fraction(0),
}


def text(number: Fraction, unit: str) -> str:
    """Write a number as it is typed."""
    return f"{finite_decimal(Fraction(number))} {unit}"


def planned(row: dict[str, Any], bench: Bench) -> BatchPlan:
    """Plan one row by itself."""
    packings: list[Any] = []
    for name in ("tablet_fill", "filler_fill"):
        if bench.by_density:
            packings.append(Density(text(row[name], "g/mL"), basis="tapped"))
        else:
            packings.append(PackStatistic(text(row[name] * 300, "mg"), size="3"))
    return plan_batch(
        Prescription(text(row["strength"], "mg"), capsules=row["capsules"]),
        drug=Tablets(
            text(row["tablet_strength"], "mg"),
            mean_mass=text(row["tablet_mass"], "mg"),
            assay=text(row["assay"], "%"),
            packing=packings[0],
        ),
        filler=Filler("sucrose", packing=packings[1]),
        shell=SHELL,
        balance=bench.balance,
        policy=bench.policy,
        spare_capsules=row["spare_capsules"],
        blend_excess=text(row["blend_excess"], "%"),
        drug_overage=text(row["drug_overage"], "%"),
    )


def flagged(row: dict[str, Any], bench: Bench) -> Found:
    """Return what a table of the one row finds in it."""
    table = {name: np.array([float(value)]) for name, value in row.items()}
    given: dict[str, Any] = {"shells": [SHELL]} if bench.by_density else {}
    for name in ("tablet_fill", "filler_fill"):
        fill = row[name]
        del table[name]
        if bench.by_density:
            table[name.replace("_fill", "_density")] = np.array([float(fill)])
        else:
            full = name.replace("_fill", "_full_fill")
            table[full] = np.array([float(fill * 300)])
    done = plan_columns(table, balance=bench.balance, policy=bench.policy, **given)
    return Found(int(done["findings"][0]))


def said(found: Found) -> dict[str, str]:
    """Return the codes of some bits, each with its gravest severity."""
    codes: dict[str, str] = {}
    for flag in found:
        code, severity = SAYS[flag]
        if WORST[severity] >= WORST.get(codes.get(code, ""), 0):
            codes[code] = severity
    return codes


def told(plan: BatchPlan, bench: Bench) -> dict[str, str]:
    """Return the codes of a plan's findings, each with its gravest severity."""
    codes: dict[str, str] = {}
    for each in reversed(plan.findings):
        codes[each.code] = each.severity
    for code in NOT_OF_ROWS:
        codes.pop(code, None)
    if not bench.by_density:
        codes.pop("packing-unusual", None)  # full fills: no shell says how dense
    if plan.trituration is not None:
        for code in DIRECTLY:
            codes.pop(code, None)
    return codes


@pytest.mark.requirement("R75")
@given(row=ROWS, bench=st.sampled_from(BENCHES))
@example(row=GOOD | {"assay": Fraction("9.9")}, bench=BENCHES[1])
@example(row=GOOD | {"assay": Fraction(990)}, bench=BENCHES[1])
@example(row=GOOD | {"tablet_mass": Fraction("17.12")}, bench=BENCHES[1])
@example(row=GOOD | {"tablet_mass": Fraction(50)}, bench=BENCHES[0])
@example(row=GOOD | {"tablet_mass": Fraction("68.5")}, bench=BENCHES[0])
@example(row=GOOD | {"tablet_mass": Fraction(1712)}, bench=BENCHES[4])
@example(row=GOOD | {"assay": Fraction("89.9")}, bench=BENCHES[2])
@example(row=GOOD | {"capsules": 1000}, bench=BENCHES[1])
@example(row=GOOD | {"spare_capsules": 26}, bench=BENCHES[0])
@example(row=GOOD | {"blend_excess": Fraction("10.1")}, bench=BENCHES[0])
@example(row=GOOD | {"filler_fill": Fraction("4.5")}, bench=BENCHES[1])
@example(row=GOOD | {"drug_overage": Fraction(30)}, bench=BENCHES[1])
def test_the_verdict_on_a_row_is_that_on_its_plan(
    row: dict[str, Any], bench: Bench
) -> None:
    """Error, stop, caution and note are the same by code, over all input values."""
    found = flagged(row, bench)
    try:
        plan = planned(row, bench)
    except CompoundError:
        assert int(found) & (NO_PLAN | int(Found.NEEDS_TRITURATION))
        return

    assert not int(found) & NO_PLAN
    assert said(found) == told(plan, bench)


@pytest.mark.requirement("R75")
@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({"assay": Fraction("9.9")}, Found.BAD_ASSAY),
        ({"assay": Fraction(990)}, Found.BAD_ASSAY),
        ({"tablet_mass": Fraction("17.12")}, Found.TABLET_TOO_LIGHT),
        ({"tablet_mass": Fraction(50)}, Found.TABLET_TOO_LIGHT),
        # 100 tablets of 171.2 mg hold 1112 capsules of 4.5 mg: 17 120 mg and more
        ({"capsules": 1500}, Found.ABOVE_CAPACITY),
        ({"assay": Fraction(89)}, Found.ASSAY_OUTSIDE),
        ({"tablet_mass": Fraction(119)}, Found.TABLET_MASS_UNUSUAL),
        ({"tablet_mass": Fraction(69)}, Found.TABLET_MASS_IMPOSSIBLE),
        # 3 capsules of 4.5 mg take 46.2 mg of powder: 1 mg is 2.2 % of that
        ({"capsules": 3, "spare_capsules": 0}, Found.WEIGHING_ERROR),
        ({"capsules": 13}, Found.FIGURE_UNUSUAL),
        ({"capsules": 100, "spare_capsules": 26}, Found.FIGURE_UNUSUAL),
        ({"filler_fill": Fraction("2.7")}, Found.PACKING_IMPOSSIBLE),
    ],
)
def test_what_a_plan_refuses_or_flags_is_flagged(
    change: dict[str, Any], flag: Found
) -> None:
    """Each was a plan without a word for it, or could have been."""
    assert flag not in flagged(GOOD, BENCHES[1])
    assert flag in flagged(GOOD | change, BENCHES[1])


@pytest.mark.requirement("R75")
def test_what_holds_for_every_row_is_in_every_row() -> None:
    """Rules under another's name, and a balance that steps by 3 mg."""
    found = flagged(GOOD, BENCHES[3])

    assert {Found.RULES_CHANGED, Found.NOT_DOUBLE_CHECKED, Found.FIGURE_UNUSUAL} <= {
        *found
    }


def test_a_shell_that_none_is_is_flagged() -> None:
    """Whichever row it is chosen for."""
    odd = evolve(SHELL, volume="0.9 mL")
    bench = BENCHES[1]
    table = {
        "strength": [4.5],
        "capsules": [100],
        "tablet_strength": [50],
        "tablet_mass": [171.2],
        "tablet_density": [0.6],
        "filler_density": [0.45],
    }
    arrays = {name: np.array(cells) for name, cells in table.items()}

    done = plan_columns(arrays, shells=[odd], balance=bench.balance)

    assert Found.FIGURE_UNUSUAL in Found(int(done["findings"][0]))
    assert odd.volume > Q("0.3 mL")
