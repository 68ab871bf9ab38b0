"""How a day's batches are searched: bounds, progress, limits, and what ends it."""

from __future__ import annotations

from fractions import Fraction
from threading import Event
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Lot, Q
from ldn_compound.regimen import Aim, OnHand, ProductionPlan
from ldn_compound.regimen.production import minimizing
from ldn_compound.regimen.production.prices import prices_of
from ldn_compound.regimen.production.problem import (
    Family,
    LotPair,
    OrderGroup,
    Problem,
    Surplus,
)
from ldn_compound.regimen.production.search import Search
from ldn_compound.regimen.production.solver_model import (
    SolverModel,
    counting_model_of,
    whole_number_scale,
)
from tests.regimen.production.test_production import (
    FILLER,
    FREE,
    TABLETS,
    orders,
    production,
)

STOCK = (
    OnHand(TABLETS, "9 tablets"),
    OnHand(FREE, "200 tablets"),
    OnHand(FILLER, "500 g"),
)


def several(**changes: Any) -> ProductionPlan:
    """Plan 18 orders of three strengths, for which one lot has too little."""
    asked = [
        evolve(each, strength=strength)
        for strength in ("1.5 mg", "3 mg", "4.5 mg")
        for each in orders(28, 30, 56, 84, 90, 45)
    ]
    stock = (
        OnHand(TABLETS, "12 tablets"),
        OnHand(evolve(FREE, mean_mass="168.4 mg", assay="98.5 %"), "80 tablets"),
        STOCK[-1],
    )
    return production(asked, **({"stock": stock, "most_capsules": 300} | changes))


def problem(first: int, second: int) -> Problem:
    """Return two strengths, 100 capsules of each: 9 tablets of either lot."""
    pairs = tuple(
        LotPair(
            tablets=lot,
            filler=0,
            tablets_per_capsule=Fraction(9, 100),
            filler_per_capsule=Fraction(100),
            tablet_mass=Fraction(171),
            rank=lot,
        )
        for lot in (0, 1)
    )
    group = OrderGroup(capsules=100, count=1, pairs=frozenset({0, 1}))
    return Problem(
        families=(Family(groups=(group,), pairs=pairs),) * 2,
        tablets=(first, second),
        fillers=(Fraction(100_000),),
        most_capsules=100,
        most_orders=1,
        spare=0,
        surplus=Surplus(reserve=0, least_left=Fraction(1, 20), pool=0),
    )


def counted(asked: Problem) -> SolverModel:
    """Return the model that counts both strengths."""
    return counting_model_of(asked, range(2), whole_number_scale(asked))


@pytest.mark.requirement("R74")
def test_a_scarce_tablet_has_the_price_of_what_it_saves() -> None:
    """10 tablets of the first lot, 18 asked for: a ninth of an expiry date each.

    At that price both lots cost each strength the same, 9 x 1/9 = 1; less the price of
    10 tablets, 2 - 10/9 = 8/9 is a bound: so one batch at least passes a date over.
    """
    asked = problem(10, 100)

    priced = prices_of(asked, "expiry", counted(asked))

    assert priced is not None
    prices, bound = priced
    costs = [prices.unit * each for each in prices.costs.values()]
    # floats to 12 digits, and costs in steps of 1/100,000
    assert abs(bound - Fraction(8, 9)) < Fraction(1, 10**9)
    assert all(0 <= 1 - cost <= Fraction(1, 50_000) for cost in costs)
    assert abs(prices.paid - Fraction(10, 9)) < Fraction(1, 10**9)
    # two strengths of cost 1
    assert abs(prices.bound([100_000, 100_000]) - Fraction(8, 9)) < Fraction(1, 10**9)


def test_what_cannot_be_made_has_no_prices() -> None:
    """17 tablets are fewer than 18, even in parts."""
    asked = problem(10, 7)

    assert prices_of(asked, "expiry", counted(asked)) is None


@pytest.mark.requirement("R74")
@pytest.mark.parametrize("effort", [0.01, 0.1])
def test_progress_gets_better_and_ends_with_the_plan(effort: float) -> None:
    """Of each aim the value never rises and the bound never falls."""
    seen: list[Aim] = []

    plan = several(progress=seen.append, effort=effort)

    for aim in plan.aims:
        reports = [each for each in seen if each.name == aim.name]
        values = [each.value for each in reports]
        bounds = [each.bound for each in reports]
        assert values == sorted(values, reverse=True)
        assert bounds == sorted(bounds)
        assert reports[-1] == aim
    # in the order of the aims, which is that of the alphabet
    assert [each.name for each in seen] == sorted(each.name for each in seen)


def test_progress_in_words() -> None:
    """What is printed says how sure it is."""
    proved = Aim(name="batches", value=Fraction(3), bound=Fraction(3))
    powder = Aim(name="powder", value=Fraction(100), bound=Fraction(75))

    assert str(proved) == "batches 3, proved: none is better"
    assert str(powder) == (
        "powder 100 mg, not proved; none is below 75 mg, so 25 % of it may be too much"
    )


def test_a_plan_says_how_good_it_is() -> None:
    """What a person sees first are the batches, and each aim with its gap."""
    plan = production(orders(50, 30, 20, 40, 35, 25), most_capsules=100, limit=1e-9)

    assert repr(plan).startswith(
        "<ProductionPlan: 3 batches for 6 prescriptions; batches 3, not proved; none "
        "is below 2, so about 33.3 % of it may be too much; expiry 0, proved: none is "
    )


@pytest.mark.requirement("R74")
def test_ctrl_c_ends_the_search_with_the_plan_so_far() -> None:
    """What was found stands, with what was proved of it until then."""

    def interrupt(_: Aim) -> None:
        raise KeyboardInterrupt

    plan = production(orders(30, 60, 90, 40), progress=interrupt)

    # the first plan is 90 + 40 and 60 + 30: of 13 and 9 tablets 1.3 and 0.9 are left
    assert [each.capsules for each in plan.batches] == [130, 90]
    assert [each.optimal for each in plan.aims] == [True, True, False]
    powder = Aim(name="powder", value=Fraction("376.64"), bound=Fraction(0))
    assert plan.aims[2] == powder


def test_ctrl_c_before_there_is_a_plan_is_ctrl_c(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There is nothing to hand back."""

    def interrupted(_: Search, __: str) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(Search, "improve", interrupted)

    with pytest.raises(KeyboardInterrupt):
        production(orders(30, 60, 90, 40), stock=STOCK)


class Stopped:
    """A solver that only ends when it is told to."""

    def __init__(self) -> None:
        self.told = Event()

    def solve(self, _: object) -> str:
        """Search until somebody stops it."""
        return "stopped" if self.told.wait(60) else "never stopped"

    def stop_search(self) -> None:
        """Stop the search."""
        self.told.set()


def test_ctrl_c_stops_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search of hours ends at once, and Ctrl-C is what it is."""

    def pressed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(minimizing, "wait", pressed)
    solver = Stopped()

    with pytest.raises(KeyboardInterrupt):
        minimizing.solved(solver, None)
    assert solver.told.is_set()


def test_lots_of_one_date_pass_no_date_over() -> None:
    """9 and 6 tablets: the first lot has too little for both, the second is as good."""
    other = evolve(FREE, lot=Lot("T2", expires="2027-06"))
    stock = (STOCK[0], OnHand(other, "200 tablets"), STOCK[2])

    asked = [*orders(100), evolve(orders(100)[0], strength="3 mg")]

    plan = production(asked, stock=stock)

    assert [each.to_crush for each in plan.batches] == [9, 6]
    assert {each.tablets_lot.number for each in plan.batches} >= {"T2"}
    assert plan.optimal
    assert [each.value for each in plan.aims] == [2, 0, 0]


@pytest.mark.requirement("R74")
def test_many_sizes_of_scarce_lots_are_planned() -> None:
    """21 + 22 + ... + 50 = 1065 capsules: 4 batches, of the first lot 9 tablets only.

    9 tablets hold 100 capsules, of 5 % more powder 95: three batches of 300 and less
    than 95 of that lot cannot be, since 1065 - 900 = 165; so all four pass a date over.
    """
    plan = production(
        orders(*range(21, 51)),
        stock=STOCK,
        most_capsules=300,
        most_orders=30,
        effort=0.01,
    )

    batches, expiry, _ = plan.aims
    assert batches == Aim(name="batches", value=Fraction(4), bound=Fraction(4))
    assert expiry.bound <= 4 == expiry.value


@pytest.mark.requirement("R74")
def test_a_limit_of_time_that_is_enough_changes_nothing() -> None:
    """Only what it cuts short is another plan."""
    plan = production(orders(30, 60, 90, 40), limit=1000)

    assert plan == production(orders(30, 60, 90, 40))
    assert plan.powder_left == Q("205.44 mg")
