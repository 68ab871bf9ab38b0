"""Design: how many tablets to pool, capsules to make, and on which balance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import attrs
from attrs import frozen

from ...batch_plan import BatchPlan, plan_request
from ...errors import CompoundError, FieldError
from ...model.equipment import Balance
from ...quantities.notation import decimal, percent
from ...quantities.units import Q
from ..arguments import chance_text, lower_bound
from .error_budget import ErrorBudget, error_budget

__all__ = ["Design", "compare_designs", "design_rows", "smallest_design"]


@frozen(kw_only=True)
class Design:
    """One way to make the batch, and how sure its dose is.

    Parameters
    ----------
    capsules
        Capsules to dispense.
    tablets
        Tablets crushed; `None` for powder.
    balance
        The balance.
    budget
        Its error budget; `None` where no plan exists.
    refusal
        Why no plan exists; empty where one does.
    """

    capsules: int
    tablets: int | None
    balance: Balance | None
    budget: ErrorBudget | None
    refusal: str = ""

    def chance(self) -> float:
        """Return the chance of passing, zero where no plan exists.

        Returns
        -------
        float
            Lower bound for USP <905>, both stages.
        """
        return 0.0 if self.budget is None else self.budget.chance_of_passing


def compare_designs(
    plan: BatchPlan,
    *,
    capsules: Iterable[int] = (),
    reserve_tablets: Iterable[int] = (),
    balances: Iterable[Balance] = (),
    **stated: Any,  # noqa: ANN401 - what `error_budget` takes and checks
) -> tuple[Design, ...]:
    """Return a batch made in several ways, each with its error budget.

    Parameters
    ----------
    plan
        The plan that is varied.
    capsules
        Numbers of capsules to dispense; none given keeps that of the plan.
    reserve_tablets
        Tablets crushed beyond those needed; none given keeps the policy's number.
    balances
        Balances; none given keeps that of the plan.
    **stated
        What is known of fill and blend, as `error_budget` takes it.

    Returns
    -------
    tuple of Design
        Every combination, fewer capsules and tablets first.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Balance, Filler, PackStatistic, Prescription, Tablets, plan_batch,
    ...     reference)
    >>> plan = plan_batch(
    ...     Prescription("1.5 mg", capsules=30),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg", assay="100 %",
    ...                  packing=PackStatistic("200 mg", size="3")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"), balance=Balance(readability="1 mg"))
    >>> few, many = compare_designs(
    ...     plan, reserve_tablets=(0, 9), fill_rsd="3 %", blend_cv="3 %")
    >>> few.tablets, many.tablets, few.chance() < many.chance()
    (1, 10, True)
    """
    request = plan.request
    numbers = tuple(capsules) or (request.prescription.capsules,)
    reserves = tuple(reserve_tablets) or (request.policy.reserve_tablets,)
    scales = tuple(balances) or (request.balance,)
    return tuple(
        _design(plan, number, reserve, balance, stated)
        for number, reserve, balance in product(numbers, reserves, scales)
    )


def _design(
    plan: BatchPlan,
    capsules: int,
    reserve: int,
    balance: Balance | None,
    stated: dict[str, Any],
) -> Design:
    request = plan.request
    varied = attrs.evolve(
        request,
        prescription=attrs.evolve(request.prescription, capsules=capsules),
        policy=attrs.evolve(request.policy, reserve_tablets=reserve),
        balance=balance,
    )
    try:
        other = plan_request(varied)
    except CompoundError as error:
        return Design(
            capsules=capsules,
            tablets=None,
            balance=balance,
            budget=None,
            refusal=str(error),
        )
    return Design(
        capsules=capsules,
        tablets=None if other.tablets is None else other.tablets.to_crush,
        balance=balance,
        budget=error_budget(other, **stated),
    )


def smallest_design(designs: Iterable[Design], *, target: float = 0.95) -> Design:
    """Return the first of several designs that passes often enough.

    Parameters
    ----------
    designs
        As `compare_designs` gives them.
    target
        Chance of passing that is wanted.

    Returns
    -------
    Design
        The one of fewest capsules, then of fewest tablets.

    Raises
    ------
    FieldError
        If none reaches the target; the best is named.
    """
    tried = sorted(designs, key=lambda each: (each.capsules, each.tablets or 0))
    if not tried:
        raise FieldError("at least one design", "none", field="designs")
    for each in tried:
        if each.chance() >= target:
            return each
    best = max(tried, key=Design.chance)
    chance = decimal(lower_bound(best.chance()))
    got = f"at best {chance}, with {Q('1 capsule') * best.capsules}"
    way_out = "measure what was assumed, mix better, or pool more tablets"
    raise FieldError(f"a chance of {target:g} or more", got, way_out, "designs")


def design_rows(designs: Iterable[Design]) -> Iterator[tuple[str, ...]]:
    """Yield a table of designs: what is varied, and what comes of it.

    Parameters
    ----------
    designs
        As `compare_designs` gives them.

    Yields
    ------
    tuple[str, ...]
        Capsules, tablets, readability, mean within 90-110 %, passes USP <905>, and what
        of that was taken as perfect.
    """
    for each in designs:
        readability = "-" if each.balance is None else str(each.balance.readability)
        tablets = "-" if each.tablets is None else str(each.tablets)
        if each.budget is None:
            figures = (each.refusal, "-", "-")
        else:
            figures = (
                percent(100 * each.budget.chance_mean_within, 1),
                f"{chance_text(each.chance())} or more",
                "; ".join(one.name for one in each.budget.perfect) or "-",
            )
        yield str(each.capsules), tablets, readability, *figures
