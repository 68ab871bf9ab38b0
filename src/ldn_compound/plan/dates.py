"""Dates: until when the capsules of a plan may be used, by the lots in them."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from ..calc import dating
from ..errors import FieldError
from ..model.batch import Batch
from ..model.beyond_use import BeyondUseDate, DayCount, OwnLimit
from ..model.dates import Dated, Expiries, Expiry, expiries
from ..model.lot import Lot
from ..model.trituration import Trituration
from ..sheets.wording import say
from .source import source_name

__all__ = ["beyond_use_of", "component_expiries", "refuse_later_than_lots"]

_NONE_GIVEN: Expiries = MappingProxyType({})


def component_expiries(plan: Batch) -> dict[str, Expiry | None]:
    """Return the expiry of every component of a plan, by its lot.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    dict of Expiry or None
        Drug source, additives, fillers, a diluent where one is used, and the shells,
        whose lot no record holds; `None` where no lot was given. A second component of
        the same name is told apart by a number.

    Examples
    --------
    >>> from ldn_compound import (
    ...     BulkDrug, Filler, Lot, PackStatistic, Prescription, plan_batch, reference)
    >>> measured = PackStatistic("130 mg", size="3")
    >>> plan = plan_batch(
    ...     Prescription(strength="4.5 mg", capsules=100),
    ...     drug=BulkDrug("naltrexone hydrochloride", assay="100 %", basis="as is",
    ...                   packing=measured, lot=Lot("A17", expires="2027-11-30")),
    ...     filler=Filler("sucrose", packing=measured), shell=reference.shell("3"))
    >>> for name, until in component_expiries(plan).items():
    ...     print(f"{name}: {until}")
    naltrexone hydrochloride powder: 2027-11-30
    sucrose: None
    shells of size 3: None
    """
    found: dict[str, Expiry | None] = {}
    for each in plan.components:
        _add(found, each.name, each.lot)
    _add(found, say("shells of size {size}", size=plan.request.shell.size), None)
    return found


def beyond_use_of(
    plan: Batch,
    compounded: Dated,
    *,
    rule: str | None = None,
    day_count: DayCount = "inclusive",
    component_expiry: Expiries = _NONE_GIVEN,
    stock_dilutions: Expiries = _NONE_GIVEN,
    own_limit: OwnLimit | None = None,
) -> BeyondUseDate:
    """Return the beyond-use date of the capsules of a plan.

    Parameters
    ----------
    plan
        The plan; the lots of its materials give their dates.
    compounded
        Day of compounding.
    rule
        Name of a published rule, see `calc.dating.beyond_use_date`; `None` takes that
        of the house rules.
    day_count
        How days are counted, see `calc.dating.last_day`.
    component_expiry
        Expiry of components that the plan has no lot of, by the names that
        `component_expiries` gives them, or of others.
    stock_dilutions
        The beyond-use date of further stock dilutions, by name. A `Trituration` that
        is the drug source of the plan counts as one by itself.
    own_limit
        A limit of your own; it may bring the date forward, never put it off.

    Returns
    -------
    BeyondUseDate
        The date, what sets it, every other date that counts, and the components
        whose date nobody gave.

    Raises
    ------
    ExpiredError
        If a component was out of date on the day of compounding.
    UnknownNameError
        If there is no such rule.
    FieldError
        If a date cannot be read, or is given for a component whose lot has one.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Filler, Lot, PackStatistic, Prescription, Tablets, plan_batch, reference)
    >>> plan = plan_batch(
    ...     Prescription(strength="4.5 mg", capsules=100),
    ...     drug=Tablets("50 mg", mean_mass="200 mg",
    ...                  packing=PackStatistic("200 mg", size="3"),
    ...                  lot=Lot("A17", expires="11/2025")),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"))
    >>> found = beyond_use_of(plan, "2025-07-05")
    >>> found.date.isoformat(), found.binding
    ('2025-11-30', 'powder of crushed naltrexone hydrochloride tablets')
    >>> found.unknown
    ('sucrose', 'shells of size 3')
    """
    components = _completed(
        component_expiries(plan), component_expiry, "component_expiry"
    )
    own_dates = {}
    if isinstance(plan.request.drug, Trituration):
        name = source_name(plan.request.drug)
        own_dates[name] = components.pop(name)
    return dating.beyond_use_date(
        compounded,
        rule=plan.request.policy.beyond_use_rule if rule is None else rule,
        day_count=day_count,
        component_expiry=components,
        stock_dilutions=_completed(own_dates, stock_dilutions, "stock_dilutions"),
        own_limit=own_limit,
    )


def refuse_later_than_lots(plan: Batch, last_day: dt.date | None) -> None:
    """Refuse a last day of use on which a lot of the plan is out of date.

    Parameters
    ----------
    plan
        The plan.
    last_day
        Last day of use; `None` where none is stated.

    Raises
    ------
    FieldError
        If a lot expires before it: the date is that of another plan, or was not worked
        out.

    Examples
    --------
    >>> from ldn_compound import (
    ...     BulkDrug, Filler, Lot, PackStatistic, Prescription, plan_batch, reference)
    >>> measured = PackStatistic("130 mg", size="3")
    >>> plan = plan_batch(
    ...     Prescription(strength="4.5 mg", capsules=100),
    ...     drug=BulkDrug("naltrexone hydrochloride", assay="100 %", basis="as is",
    ...                   packing=measured, lot=Lot("A17", expires="2027-11-30")),
    ...     filler=Filler("sucrose", packing=measured), shell=reference.shell("3"))
    >>> refuse_later_than_lots(plan, dt.date(2027, 11, 30))
    """
    if last_day is None:
        return
    for name, until in component_expiries(plan).items():
        if until is not None and until.last_day < last_day:
            expected = f"no day after {until}, when {name} expires"
            way_out = "work out the beyond-use date of this plan: beyond_use_of()"
            raise FieldError(expected, last_day.isoformat(), way_out, "beyond_use")


def _add(found: dict[str, Expiry | None], name: str, lot: Lot | None) -> None:
    """Add a component under its name, or under its name and number."""
    key, number = name, 1
    while key in found:
        number += 1
        key = f"{name} ({number})"
    found[key] = lot.expiry if lot else None


def _completed(
    known: dict[str, Expiry | None], given: Expiries, field: str
) -> dict[str, Expiry | None]:
    """Return the dates known with those given; nobody's date is replaced."""
    read = expiries(given, field)
    for name, until in read.items():
        of_lot = known.get(name)
        if of_lot not in (None, until):
            expected = f"the expiry date of the lot, {of_lot}"
            way_out = "correct the lot, or leave the date out"
            raise FieldError(expected, str(until), way_out, f"{field}[{name!r}]")
    return known | read
