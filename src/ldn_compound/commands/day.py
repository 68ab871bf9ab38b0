"""``day``: many orders in a table, made in few batches, with the papers of each."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from ..batch_plan import BatchPlan
from ..documents import Papers, container_label, papers
from ..documents.worksheet.sheet import beyond_use_known
from ..errors import CompoundError
from ..orders import Order, Profile, orders_in_table, plan_day
from ..regimen import ProductionBatch, batch_plans
from ..sheets.sheet import Sheet
from .parser import DRAFT, READY, Parser, count, print_json, print_text, read_text, run
from .printing import add_folder_options, save_papers, shown_as

__all__ = ["main", "parser"]


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser(
        "day",
        "Plan the batches that make the orders of a day, and write all their papers to "
        "a folder: the plan of the day, and of each batch bench sheet, master "
        "formulation record, a label for each order, leaflet and the plan as JSON.",
        epilog="The command ends with 0 where every batch is ready, with 1 where one "
        "is a draft, and with 2 where the day was refused.",
    )
    add = made.add_argument
    add("orders", help="table of orders, comma-separated values; - reads input")
    add("--profile", required=True, help="file of the pharmacy's profile")
    add("--made-on", required=True, help="day of making, such as 2026-12-01")
    add("--most-capsules", required=True, help="capsules that one batch may hold")
    add("--most-orders", help="orders that one batch may hold (default: no limit)")
    add_folder_options(made)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Plan the day that the command line asks for.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0 where every batch is ready, 1 where one is a draft, 2 where the day was
        refused.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    profile = Profile.load(options.profile)
    orders = orders_in_table(read_text(options.orders, "orders"))
    try:
        day = plan_day(
            orders,
            profile,
            made_on=options.made_on,
            most_capsules=count(options.most_capsules),
            most_orders=count(options.most_orders),
        )
    except CompoundError as error:
        field = error.field or ""
        raise error.at(_OPTIONS.get(field, field)) from None
    balance = profile.usual.balance
    plans = batch_plans(
        day, balance=None if balance is None else profile.balance(balance)
    )
    sheet = shown_as(day.as_sheet(), options, profile)
    written = Papers(name=f"day-{day.made_on}", sheets=(("production", sheet),))
    files = save_papers(written, options, None)
    waiting = [*orders]
    for batch, plan in zip(day.batches, plans, strict=True):
        files += _papers(batch, plan, waiting, profile, options)
    ready = sheet.banner is None and all(each.ready for each in plans)
    if options.json:
        batches = [
            {
                "strength": str(each.strength),
                "capsules": each.capsules,
                "orders": [order.reference for order in each.prescriptions],
                "ready": plan.ready,
            }
            for each, plan in zip(day.batches, plans, strict=True)
        ]
        print_json({"ready": ready, "batches": batches, "files": list(map(str, files))})
    else:
        print_text("".join(f"{each}\n" for each in files))
    return READY if ready else DRAFT


#: The option that says an argument.
_OPTIONS = {
    "day_of_compounding": "--made-on",
    "most_capsules": "--most-capsules",
    "most_orders": "--most-orders",
}


def _papers(
    batch: ProductionBatch,
    plan: BatchPlan,
    orders: list[Order],
    profile: Profile,
    options: Namespace,
) -> list[Path]:
    """Write the papers of one batch, and return their files."""
    pharmacy = profile.pharmacy
    found = papers(
        plan,
        labels=tuple(_labels(batch, plan, orders, pharmacy.contact)),
        pharmacy=pharmacy.contact,
        language=options.language or pharmacy.language,
        page=options.paper or pharmacy.page,
    )
    return save_papers(found, options, plan)


def _labels(
    batch: ProductionBatch, plan: BatchPlan, orders: list[Order], contact: str | None
) -> Iterator[Sheet]:
    """Yield a label for each order of a batch, which is then done with."""
    until = beyond_use_known(plan)
    for asked in batch.prescriptions:
        order = next(each for each in orders if each.asked() == asked)
        orders.remove(order)
        yield container_label(
            plan,
            beyond_use=until,
            quantity=asked.capsules,
            order=asked.reference,
            directions=order.directions,
            pharmacy=contact,
        )
