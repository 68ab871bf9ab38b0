"""A day's production: many prescriptions become few batches, and which lots they take.

Of all batches that could be made, those are chosen that are the fewest; of these, those
of the lots that expire first; of these, those that leave the least tablet powder over.
The solver proves that no choice is better (docs/explanation/production.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any

from ...batch_plan import BatchPlan, plan_batch, plan_whole_tablets
from ...calc.dating import beyond_use_date
from ...calc.loads import load_sizes
from ...errors import FieldError, shown
from ...model.dates import Dated, day
from ...model.equipment import Balance, Tray
from ...model.fill import Fill, FillByPacking
from ...model.finding import worst_first
from ...model.policy import Policy
from ...model.prescription import Prescription
from ...model.shell import Shell
from ...quantities.adopting import is_number
from ...quantities.units import Q
from ...reference import policy as published_policy
from ..arguments import count_of, read_argument, require_type
from .assignment import assign_orders
from .families import (
    Bench,
    Grouped,
    PairsOf,
    families_of,
    lot_pairs,
    problem_of,
    surplus_of,
)
from .findings import dating_findings, name_of, production_findings
from .plan import Aim, ProductionBatch, ProductionPlan
from .problem import AIMS, AimName, Family, LotPair, Problem
from .refusals import refusal
from .solver import solve, solve_for_most_orders
from .stock import OnHand, Shelf, lot_key, lot_of, usable_lots

__all__ = ["batch_plans", "plan_production"]

_BY_PACKING = FillByPacking()
_MOST_NAMED = 10


def plan_production(
    prescriptions: Iterable[Prescription],
    *,
    stock: Iterable[OnHand],
    shell: Shell,
    day_of_compounding: Dated,
    most_capsules: int,
    most_orders: int | None = None,
    beyond_use: Dated | None = None,
    tray: Tray | None = None,
    fill: Fill = _BY_PACKING,
    policy: Policy | None = None,
    aims: tuple[AimName, ...] = AIMS,
    effort: float = 4.0,
    limit: float | None = None,
    progress: Callable[[Aim], None] | None = None,
) -> ProductionPlan:
    """Return the batches that make many prescriptions.

    A batch has one strength and form, one lot of tablets and one of filler. Nobody is
    given a capsule of a lot that contains, or may contain, what they may not have.

    Parameters
    ----------
    prescriptions
        The prescriptions to be made.
    stock
        The lots on the shelf, and what is left of each.
    shell
        The empty capsule.
    day_of_compounding
        The day on which all is made; no lot is used that expired before.
    most_capsules
        Capsules that one batch may hold, spare ones included.
    most_orders
        Prescriptions that the law lets one batch hold; `None` sets no limit, and a
        finding says so.
    beyond_use
        The last day on which the capsules may be taken, not before the day of
        compounding: no lot is used that expires before. `None` takes the last day that
        the rule of the policy allows.
    tray
        The tray; `None` fills all capsules of a batch in one load.
    fill
        How the amount of filler is found.
    policy
        House rules; `None` takes ``reference.policy("usp")``.
    aims
        What is made small, the most important first: ``batches``, ``expiry`` and
        ``powder``, in any order.
    effort
        How much work the solver may put into one search, in units of its own that do
        not depend on the machine.
    limit
        How long all searches together may take; `None` sets no limit. [s]
        The plan is then the best so far, and may be another on a faster machine.
    progress
        What is called with an aim as often as its value or its bound gets better.
        Ctrl-C ends the search as the limit does, once there is a plan.

    Returns
    -------
    ProductionPlan
        The batches, whether they are proved to be the best, and findings. Equal input
        gives an equal plan.

    Raises
    ------
    FieldError
        If a prescription cannot be made, by name and with the reason; or if the stock
        has a lot twice.
    MissingExtraError
        If the solver is not installed.

    Examples
    --------
    >>> from ldn_compound import Filler, Lot, PackStatistic, Tablets, reference
    >>> stock = [
    ...     OnHand(Tablets("50 mg", mean_mass="171.2 mg",
    ...                    packing=PackStatistic("200 mg", size="3"),
    ...                    lot=Lot("A17", expires="2027-06")), "100 tablets"),
    ...     OnHand(Filler("sucrose", packing=PackStatistic("130 mg", size="3"),
    ...                   lot=Lot("S3", expires="2028-01")), "500 g")]
    >>> orders = [Prescription("4.5 mg", capsules=each) for each in (30, 60, 90, 40)]
    >>> plan = plan_production(
    ...     orders, stock=stock, shell=reference.shell("3"),
    ...     day_of_compounding="2026-01-05", most_capsules=130)
    >>> [(each.capsules, each.to_crush) for each in plan.batches]
    [(120, 12), (100, 9)]
    >>> plan.optimal
    True
    """
    orders = _orders(prescriptions)
    made_on = read_argument(day, day_of_compounding, "day_of_compounding")
    rules = published_policy("usp") if policy is None else policy
    by_rule = beyond_use_date(made_on, rule=rules.beyond_use_rule).date
    until = by_rule if beyond_use is None else _last_day(beyond_use, made_on)
    bench = Bench(
        shell=require_type(shell, Shell, "shell"),
        fill=fill,
        policy=rules,
        most_capsules=read_argument(
            count_of("capsules", 1), most_capsules, "most_capsules"
        ),
    )
    shelf = usable_lots(_lots(stock), until)
    limit_of_orders = _limit(most_orders, len(orders))
    pairs_of = cache(partial(lot_pairs, shelf=shelf, bench=bench))
    _refuse_impossible(orders, shelf, bench, pairs_of)

    families = families_of(orders, shelf, pairs_of)
    problem = problem_of([each for each, _ in families], shelf, bench, limit_of_orders)
    solution = solve(
        problem,
        _aims(aims),
        effort=_positive(effort, "effort"),
        limit=_limit_of_time(limit),
        report=_report_nothing if progress is None else progress,
    )
    if solution is None:
        raise _too_little(orders, problem, families, effort)
    batches = tuple(
        _batch(
            number, pair, tuple(orders[place] for place in places), shelf, bench, tray
        )
        for number, (pair, places) in enumerate(
            assign_orders(families, solution.values), 1
        )
    )
    return ProductionPlan(
        batches=batches,
        aims=solution.results,
        policy=bench.policy,
        fill=bench.fill,
        tray=tray,
        made_on=made_on,
        beyond_use=until,
        findings=worst_first(
            [
                *production_findings(orders, batches, solution.results, most_orders),
                *dating_findings(batches, made_on, until, rules.beyond_use_rule),
            ]
        ),
    )


def batch_plans(
    production: ProductionPlan, *, balance: Balance | None = None
) -> tuple[BatchPlan, ...]:
    """Return the plan of each batch, with its bench sheet and its findings.

    Parameters
    ----------
    production
        The batches of a day.
    balance
        The balance; `None` rounds nothing. Where the display shows more than the exact
        amount, a batch may take one tablet more than the production plan counted.

    Returns
    -------
    tuple of BatchPlan
        In the order of the batches; by `plan_whole_tablets` where no powder is left
        over, else by `plan_batch`.

    Raises
    ------
    FieldError
        If *production* is not a production plan.
    """
    if not isinstance(production, ProductionPlan):
        raise FieldError("a ProductionPlan", shown(production), field="production")
    return tuple(_plan_of(each, production, balance) for each in production.batches)


def _plan_of(
    batch: ProductionBatch, production: ProductionPlan, balance: Balance | None
) -> BatchPlan:
    arguments: dict[str, Any] = {
        "drug": batch.tablets,
        "filler": batch.filler,
        "shell": batch.shell,
        "fill": production.fill,
        "balance": balance,
        "tray": production.tray,
        "policy": production.policy,
        "made_on": production.made_on,
    }
    plan = plan_whole_tablets if batch.whole_tablets else plan_batch
    return plan(batch.pooled, **arguments)


def _orders(prescriptions: Iterable[Prescription]) -> tuple[Prescription, ...]:
    orders = tuple(prescriptions)
    if not orders:
        raise FieldError("at least one prescription", "none", field="prescriptions")
    for each in orders:
        require_type(each, Prescription, "prescriptions")
    return orders


def _lots(stock: Iterable[OnHand]) -> tuple[OnHand, ...]:
    lots = tuple(stock)
    seen: set[tuple[object, ...]] = set()
    for each in lots:
        key = lot_key(require_type(each, OnHand, "stock").material)
        if key in seen:
            raise FieldError(
                "each lot once",
                f"lot {lot_of(each.material).number} twice",
                "add up what is left of it",
                "stock",
            )
        seen.add(key)
    return lots


def _last_day(beyond_use: Dated, made_on: dt.date) -> dt.date:
    until = read_argument(day, beyond_use, "beyond_use")
    if until < made_on:
        raise FieldError(
            f"no day before {made_on}, the day of compounding",
            str(until),
            "correct it, or leave it out: the rule of the policy then holds",
            "beyond_use",
        )
    return until


def _limit(most_orders: int | None, orders: int) -> int:
    if most_orders is None:
        return orders
    return read_argument(count_of("prescriptions", 1), most_orders, "most_orders")


def _aims(aims: tuple[AimName, ...]) -> tuple[AimName, ...]:
    if sorted(aims) != sorted(AIMS):
        expected = f"{', '.join(map(repr, AIMS))}, each once, in any order"
        raise FieldError(expected, shown(aims), field="aims")
    return tuple(aims)


def _positive(number: float, field: str) -> float:
    if not is_number(number):
        raise FieldError("a number above zero", shown(number), field=field)
    if not 0 < number <= _MOST:
        expected = f"a number above zero, at most {_MOST}"
        raise FieldError(expected, shown(number), field=field)
    return float(number)


def _limit_of_time(limit: float | None) -> float | None:
    return None if limit is None else _positive(limit, "limit")


def _report_nothing(aim: Aim) -> None:
    """Tell nobody how far the search is."""


_MOST = 1_000_000


def _refuse_impossible(
    orders: Sequence[Prescription], shelf: Shelf, bench: Bench, pairs_of: PairsOf
) -> None:
    """Raise where some orders cannot be made by themselves, and name each of them."""
    faults = []
    for place, order in enumerate(orders):
        reason = refusal(order, shelf, bench, pairs_of)
        if reason is not None:
            faults.append(f"{name_of(orders, place)}: {reason}")
    if faults:
        raise FieldError(
            "prescriptions that the stock can make",
            _listed(faults),
            "leave them out, or change stock or limits; several lots for one "
            "prescription are several batches, each weighed and computed apart",
            "prescriptions",
        )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    end = f"; and {more} more" if more > 0 else ""
    return "; ".join(names[:_MOST_NAMED]) + end


def _too_little(
    orders: Sequence[Prescription],
    problem: Problem,
    families: Sequence[tuple[Family, Grouped]],
    effort: float,
) -> FieldError:
    """Return the error that names the orders for which the stock is too little."""
    values = solve_for_most_orders(problem, effort)
    made = {place for _, places in assign_orders(families, values) for place in places}
    left_out = [
        name_of(orders, place) for place in range(len(orders)) if place not in made
    ]
    return FieldError(
        "stock for every prescription",
        f"enough for {len(made)} of {len(orders)}; left out: {_listed(left_out)}",
        "get more tablets or filler, or make these on another day",
        "stock",
    )


def _batch(  # noqa: PLR0917 - what each batch is made of
    number: int,
    pair: LotPair,
    prescriptions: tuple[Prescription, ...],
    shelf: Shelf,
    bench: Bench,
    tray: Tray | None,
) -> ProductionBatch:
    """Return one batch, with what it takes."""
    spare, surplus = bench.policy.spare_capsules, surplus_of(bench.policy)
    shells = sum(each.capsules for each in prescriptions) + spare
    return ProductionBatch(
        number=number,
        prescriptions=prescriptions,
        shell=bench.shell,
        tablets=shelf.tablets[pair.tablets][0],
        filler=shelf.fillers[pair.filler][0],
        spare_capsules=spare,
        to_crush=pair.tablets_to_crush(shells, surplus),
        powder_left=Q("1 mg") * pair.powder_left(shells, surplus),
        filler_mass=Q("1 mg") * (pair.filler_per_capsule * shells),
        loads=load_sizes(shells, tray.holes if tray else shells),
    )
