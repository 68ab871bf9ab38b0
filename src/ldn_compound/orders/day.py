"""A day: many orders from one shelf, made in as few batches as may be."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from ..errors import DocumentError, Fault, FieldError, UnitError
from ..model.dates import Dated
from ..plain.canonical import BYTE_ORDER_MARK
from ..plain.places import refuse_faults
from ..quantities.fields import listed
from ..quantities.units import Q, same_kind
from ..reference.tables import unknown
from ..regimen import OnHand, ProductionPlan, plan_production
from .materials import SOURCES, naming, wanted
from .order import Order
from .profile import Profile
from .shelf import OnShelf

__all__ = ["orders_in_table", "plan_day"]


def _count(text: str) -> int | str:
    """Return a whole number of capsules, with its unit or without; else the text."""
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        number = Q(text)
    except UnitError:
        return text
    capsules = same_kind(number, Q("1 capsule")) and number.m_as("capsule")
    return int(capsules) if capsules and capsules == int(capsules) else text


#: The columns of a table of orders, and how a cell is read.
_COLUMNS: Mapping[str, Any] = {
    "strength": str,
    "capsules": _count,
    "form": str,
    "prescription": str,
    "prescriber": str,
    "other_medicines": lambda text: list(listed(text) or ()),
    "conditions": lambda text: list(listed(text) or ()),
    "intolerances": lambda text: list(listed(text) or ()),
    "directions": str,
    "time_of_day": str,
    "patient": str,
}


def orders_in_table(text: str) -> tuple[Order, ...]:
    """Return the orders in a table of comma-separated values, one a line.

    Parameters
    ----------
    text
        The table. Its first line names the columns, which are fields of an `Order`;
        an empty cell says nothing, and names in a cell are parted by commas. A byte
        order mark before it, as spreadsheets write it, is no part of a name.

    Returns
    -------
    tuple of Order
        In the order of the lines.

    Raises
    ------
    DocumentError
        If any has faults: all of them, each with the line of the table.
    FieldError
        If a column is none of an order, or there is no line of orders.

    Examples
    --------
    >>> orders = orders_in_table('''strength,capsules,prescription
    ... 4.5 mg,30,R-1
    ... 1.5 mg,60,R-2
    ... ''')
    >>> [each.prescription for each in orders]
    ['R-1', 'R-2']
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK)))
    header = reader.fieldnames or ()
    if len(set(header)) < len(header):
        raise FieldError("each once", ", ".join(header), field="columns")
    for name in header:
        if name not in list(_COLUMNS):
            raise unknown("columns", name, _COLUMNS)
    faults: list[Fault] = []
    orders = tuple(_orders(reader, faults))
    refuse_faults(faults)
    if not orders:
        raise FieldError("at least one line of orders", "none", field="orders")
    return orders


def _orders(reader: csv.DictReader[str], faults: list[Fault]) -> Iterator[Order]:
    """Yield the order of each line, taking down what is wrong with others."""
    for row in reader:
        if None in row or None in row.values():
            expected = (
                f"expected {len(reader.fieldnames or ())} cells, got another number"
            )
            faults.append(Fault("", expected, line=reader.line_num))
            continue
        cells = {name: text.strip() for name, text in row.items()}
        data = {name: _COLUMNS[name](text) for name, text in cells.items() if text}
        try:
            yield Order.from_dict(data)
        except DocumentError as error:
            faults += (evolve(each, line=reader.line_num) for each in error.faults)


def plan_day(
    orders: Iterable[Order],
    profile: Profile,
    *,
    made_on: Dated,
    most_capsules: int,
    most_orders: int | None = None,
    **others: Any,  # noqa: ANN401 - those of `plan_production`
) -> ProductionPlan:
    """Return the batches that make the orders of a day from a pharmacy's shelf.

    Parameters
    ----------
    orders
        What is asked; all are made from what is usual in the profile.
    profile
        What lies on the shelf: the usual source and filler, by their lots, of which it
        must say how much there is.
    made_on
        Day of making.
    most_capsules
        Capsules that one batch may hold.
    most_orders
        Orders that one batch may hold; `None` sets no limit.
    **others
        What else `plan_production` takes, such as ``effort``.

    Returns
    -------
    ProductionPlan
        The batches, each of one lot of tablets and one of filler.

    Raises
    ------
    FieldError
        If the profile names no usual source, filler or shell, or says of a lot not how
        much there is.
    MissingExtraError
        If the extra ``planning`` is not installed.
    """
    usual = profile.usual
    if usual.shell is None:
        raise FieldError("the usual shell", "none", "state it", "usual.shell")
    shell = profile.shell(usual.shell)
    return plan_production(
        [each.asked() for each in orders],
        stock=[
            *_on_hand(usual.source, profile, "usual.source", SOURCES),
            *_on_hand(usual.filler, profile, "usual.filler", ("filler",)),
        ],
        shell=shell,
        day_of_compounding=made_on,
        most_capsules=most_capsules,
        most_orders=most_orders,
        tray=None if usual.tray is None else profile.tray(usual.tray),
        policy=profile.pharmacy.policy,
        **others,
    )


def _on_hand(
    name: str | None, profile: Profile, field: str, kinds: tuple[str, ...]
) -> Iterator[OnHand]:
    """Yield each lot of a material with how much there is of it."""
    found = wanted(name, field, *kinds, profile=profile)
    if not isinstance(found.material, OnShelf) or not found.material.lots:
        raise FieldError("lots on hand", "none", "state them", f"{found.place}.lots")
    for place, lot in enumerate(found.material.lots):
        path = f"{found.place}.lots[{place}]"
        if lot.on_hand is None:
            expected, way_out = "how much there is", "state on_hand"
            raise FieldError(expected, "nothing", way_out, f"{path}.on_hand")
        material = found.record(lot, str(profile.usual.shell))
        with naming(path, amount="on_hand"):
            yield OnHand(material, lot.on_hand)
