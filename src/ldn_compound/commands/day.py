"""``day``: many orders in a table, made in few batches, with the papers of each."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from ..batch_plan import BatchPlan
from ..documents import Papers, papers
from ..documents.patient.label import LabelLook
from ..errors import CompoundError
from ..model.dispensed import Dispensed
from ..orders import Order, Profile, orders_in_table, plan_day
from ..regimen import ProductionBatch, batch_plans
from .labelling import told_by_option
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
    add("--limit", help="seconds that the search may take (default: no limit)")
    add("--batch-numbers", help="what they begin with: of B-17 are B-17-1, B-17-2 ...")
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
            limit=count(options.limit),
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
    for number, (batch, plan) in enumerate(zip(day.batches, plans, strict=True), 1):
        named = options.batch_numbers and f"{options.batch_numbers}-{number}"
        cautions = profile.pharmacy.label_text
        given = tuple(_dispensed(batch, waiting, cautions=cautions))
        files += _papers(plan, given, named, profile, options)
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
    "limit": "--limit",
}


def _papers(
    plan: BatchPlan,
    given: tuple[Dispensed, ...],
    number: str | None,
    profile: Profile,
    options: Namespace,
) -> list[Path]:
    """Write the papers of one batch, a leaflet for each order, and return the files."""
    pharmacy = profile.pharmacy
    language = options.language or pharmacy.language
    look: LabelLook = {
        **pharmacy.label_look,
        "language": language,
        "batch_number": number,
    }
    with told_by_option({"batch_number": "batch_numbers"}):
        labels = plan.labels(given, **look)
    found = papers(
        plan,
        labels=labels,
        leaflets=[
            plan.leaflet(
                each,
                batch_number=number,
                pharmacy=pharmacy.contact,
                language=language,
            )
            for each in given
        ],
        batch_number=number,
        pharmacy=pharmacy.contact,
        language=language,
        page=options.paper or pharmacy.page,
    )
    return save_papers(found, options, plan)


def _dispensed(
    batch: ProductionBatch, orders: list[Order], *, cautions: str | None
) -> Iterator[Dispensed]:
    """Yield what each order of a batch is dispensed with, which is then done with."""
    for asked in batch.prescriptions:
        order = next(each for each in orders if each.asked() == asked)
        orders.remove(order)
        yield order.dispensed(cautions=cautions)
