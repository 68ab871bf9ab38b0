"""Ordering: the options that say an order, and the order that they say.

An option is a place in an order (`orders.order`), and what is wrong with that place is
told with the option's name: the command line reads an order by the same door as every
other program.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

from attrs import evolve, frozen

from ..batch_plan import BatchPlan
from ..errors import CompoundError, DocumentError, FieldError
from ..orders import Order, Profile, plan_order
from ..orders.toml import with_lines
from ..quantities.fields import listed
from .files import plain_data
from .parser import Parser, count

__all__ = ["add_order_options", "asked_profile", "planned"]

_FILLER = "microcrystalline cellulose PH-105"


@frozen
class _Option:
    """An option, and the place of an order that it says.

    Parameters
    ----------
    name
        As it is typed.
    field
        The field of the order.
    told
        What its help says.
    read
        What is made of its text.
    part
        The part of the field that it says, or an empty text.
    kind
        The kind of material that it is about, or an empty text.
    """

    name: str
    field: str
    told: str
    read: Callable[[str], Any] = str
    part: str = ""
    kind: str = ""

    @property
    def key(self) -> str:
        """The name of its value among the options."""
        return self.name.removeprefix("--").replace("-", "_")

    @property
    def path(self) -> str:
        """The place in an order."""
        return f"{self.field}.{self.part}" if self.part else self.field


def _names(text: str) -> list[str]:
    """Return the names in a line; ``none`` says that there are none."""
    return list(listed(text) or ())


def _lot(text: str) -> list[dict[str, str]]:
    """Return a lot that was typed as its number and its expiry."""
    number, _, expires = text.rpartition(" ")
    return [{"number": number, "expires": expires}]


#: How a part of a material is typed, where it is no text.
_READ: Mapping[str, Callable[[str], Any]] = {
    "weighed": count,
    "contains": _names,
    "lots": _lot,
}


def _of(field: str, kind: str, *options: tuple[str, str, str]) -> list[_Option]:
    """Return the options of one kind of material, by name, part and what is told."""
    return [
        _Option(name, field, told, _READ.get(part, str), part, kind)
        for name, part, told in options
    ]


_ASKED = [
    _Option("--strength", "strength", "drug in one capsule, such as '4.5 mg'"),
    _Option("--capsules", "capsules", "capsules to dispense", count),
    _Option(
        "--form",
        "form",
        "chemical form that the strength is stated in (default: naltrexone "
        "hydrochloride)",
    ),
    _Option(
        "--other-medicines",
        "other_medicines",
        "what the patient takes, such as 'sertraline, insulin'; or none; left out "
        "where nobody asked",
        _names,
    ),
    _Option(
        "--conditions",
        "conditions",
        "what is known of the patient's state, such as 'acute hepatitis'; or none",
        _names,
    ),
    _Option(
        "--intolerances",
        "intolerances",
        "what the patient may not have, such as 'lactose'; or none",
        _names,
    ),
    _Option("--prescription", "prescription", "number of the prescription"),
    _Option("--prescriber", "prescriber", "who wrote it"),
    _Option("--made-on", "made_on", "day of making, such as 2026-12-01"),
]
_SOURCE = [
    _Option("--source", "source", "what carries the drug, by its name in the profile"),
    *_of(
        "source",
        "tablets",
        ("--tablet-mass", "mean_mass", "mean mass of one whole tablet, as weighed"),
        ("--tablet-strength", "strength", "label strength (default: 50 mg)"),
        ("--tablet-product", "product", "what the tablets are sold as"),
        ("--tablet-packing", "packing", "what one shell holds of the crushed tablets"),
        ("--tablets-weighed", "weighed", "how many tablets the mean is taken from"),
        (
            "--tablets-sd",
            "mass_sd",
            "standard deviation of one mass, such as '2 mg'",
        ),
        ("--tablets-coat", "coat", "coat of the tablets: none or film"),
        (
            "--tablets-assay",
            "assay",
            "content of their lot, in '%%' of the label",
        ),
        (
            "--tablets-contain",
            "contains",
            "allergens in them, as 'lactose'; or none",
        ),
        ("--tablets-lot", "lots", "their lot and its expiry, such as 'A17 2028-05'"),
    ),
    *_of(
        "source",
        "bulk",
        ("--bulk-assay", "assay", "assay of bulk powder, such as '99.2 %%'"),
        ("--bulk-basis", "basis", "what its assay is stated on, such as 'anhydrous'"),
        ("--bulk-form", "form", "its form (default: naltrexone hydrochloride)"),
        ("--bulk-water", "water", "water in it, such as '3.1 %%'"),
        ("--bulk-solvents", "solvents", "solvents in it, such as '0.4 %%'"),
        ("--bulk-packing", "packing", "what one shell holds of it"),
        ("--bulk-lot", "lots", "its lot and its expiry"),
    ),
    *_of(
        "source",
        "trituration",
        ("--stock-fraction", "drug_fraction", "drug in a stock dilution, as '10 %%'"),
        ("--stock-diluent", "diluent", "what it is diluted with"),
        ("--stock-assay", "assay", "its content, such as '99 %%' of its label"),
        ("--stock-packing", "packing", "what one shell holds of it"),
        ("--stock-contains", "contains", "allergens in it, such as 'lactose'; or none"),
        ("--stock-lot", "lots", "its number and its last day"),
    ),
]
_FILLED = [
    _Option("--filler", "filler", f"name of the filler (default: {_FILLER})"),
    *_of(
        "filler",
        "filler",
        (
            "--filler-packing",
            "packing",
            "what one shell holds of it; else a published figure makes a draft",
        ),
        (
            "--filler-contains",
            "contains",
            "allergens in it, such as 'lactose'; or none",
        ),
        ("--filler-lot", "lots", "its lot and its expiry, such as 'M77 2028-01'"),
    ),
    _Option("--shell", "shell", "size of the shell (default: 3)"),
    _Option("--fill", "fill", "'by packing' (default), 'to volume' or 'by completion'"),
    *_of(
        *("fill", ""),
        ("--fill-mass", "to_mass", "fill to this mass instead of by packing"),
    ),
]
_WORKED = [
    _Option("--balance", "balance", "the balance, by its name in the profile"),
    *_of(
        *("balance", ""),
        ("--readability", "readability", "step of the balance (default: 1 mg)"),
        (
            "--sensitivity",
            "sensitivity",
            "sensitivity requirement of the balance, such as '6 mg'",
        ),
    ),
    _Option("--tray", "tray", "holes of the tray, or its name in the profile", count),
    _Option(
        "--spare-capsules", "spare_capsules", "capsules beyond those asked for", count
    ),
    _Option("--blend-excess", "blend_excess", "more blend, strength unchanged: '3 %%'"),
    _Option("--drug-overage", "drug_overage", "more drug, strength rises: '5 %%'"),
    _Option("--pool", "pool", "tablets to crush at least, such as '10 tablet'", count),
    _Option("--prefer", "prefer", "which trituration: 'least error' or 'least waste'"),
    _Option("--policy", "policy", "house rules: usp or dac-nrf (default: usp)"),
]
_OPTIONS = (*_ASKED, *_SOURCE, *_FILLED, *_WORKED)

#: What is taken where neither a profile nor an order says another thing.
_DEFAULTS: Mapping[str, Any] = {
    "filler": _FILLER,
    "shell": "3",
    "balance": {"readability": "1 mg"},
}
#: What is taken where a kind of source is stated, and not this of it.
_OF_KIND: Mapping[str, Mapping[str, Any]] = {
    "tablets": {"strength": "50 mg"},
    "bulk": {"form": "naltrexone hydrochloride"},
    "trituration": {},
}


def add_order_options(parser: Parser) -> None:
    """Let a command take an order: from a file, and by options that go before it."""
    parser.add_argument(
        "order", nargs="?", help="file of an order, TOML or JSON; - reads it from input"
    )
    parser.add_argument("--profile", help="file of the pharmacy's profile")
    for title, options in (
        ("what is asked", _ASKED),
        ("what carries the drug", _SOURCE),
        ("what fills the shell", _FILLED),
        ("how it is made", _WORKED),
    ):
        group = parser.add_argument_group(title)
        for each in options:
            group.add_argument(each.name, help=each.told)


def asked_profile(options: Namespace) -> Profile | None:
    """Return the profile that the options name."""
    if options.profile is None:
        return None
    return Profile.load(options.profile)


def planned(options: Namespace) -> tuple[Order, BatchPlan]:
    """Return the order that the options say, and its plan.

    Parameters
    ----------
    options
        What `add_order_options` let the command take.

    Returns
    -------
    tuple of Order and BatchPlan
        The order and its plan.

    Raises
    ------
    CompoundError
        If the order has faults, or there is no such plan; an error names the option.
    """
    profile = asked_profile(options)
    said = ((each, getattr(options, each.key)) for each in _OPTIONS)
    typed = {each: text for each, text in said if text is not None}
    by_itself = options.order is None
    data, text = ({}, "") if by_itself else plain_data(options.order, "order")
    if by_itself and profile is None:
        data = dict(_DEFAULTS)
    of_typed = tuple(x for x in _OPTIONS if x.field in {each.field for each in typed})
    with _told(tuple(typed), _OPTIONS if by_itself else of_typed, text):
        if by_itself and profile is None:
            _fill_in(data, typed)
        _type_into(data, typed, _size(options.shell or data.get("shell"), profile))
        order = Order.from_dict(data)
        if order.source is None and (profile is None or profile.usual.source is None):
            way_out = "state --tablet-mass, --bulk-assay, --stock-fraction or --source"
            raise FieldError("what carries the drug", "nothing", way_out, "source")
        return order, plan_order(order, profile)


def _fill_in(data: dict[str, Any], typed: Mapping[_Option, str]) -> None:
    """Put in what a source is taken to be, where neither profile nor order can say."""
    parts = {each.part: each.kind for each in typed if each.field == "source"}
    if (kind := next(iter(parts.values()), "")) and "product" not in parts:
        data["source"] = dict(_OF_KIND[kind])


def _size(shell: object, profile: Profile | None) -> str:
    """Return the size of the shells, by which a packing is filed."""
    if isinstance(shell, dict):
        shell = shell.get("size")
    if shell is None and profile is not None:
        shell = profile.usual.shell
    return str(shell)


def _type_into(data: dict[str, Any], typed: Mapping[_Option, str], size: str) -> None:
    """Put what was typed into an order, in place of what stands there."""
    for field in dict.fromkeys(each.field for each in typed):
        of_field = {each: text for each, text in typed.items() if each.field == field}
        whole = {each: text for each, text in of_field.items() if not each.part}
        parts = {each: text for each, text in of_field.items() if each.part}
        for each, text in whole.items():
            data[field] = each.read(text)
        if parts:
            if whole and field != "filler":
                _refuse_both(*whole, *parts)
            if len({each.kind for each in parts}) > 1:
                _refuse_both(*parts)
            data[field] = _parts(data.get(field), parts, size)


def _parts(had: object, parts: Mapping[_Option, str], size: str) -> dict[str, Any]:
    """Return a thing by its parts, those that were typed in place of what it had."""
    kind = next(iter(parts)).kind
    made: dict[str, Any] = dict(had) if isinstance(had, dict) else {}
    if isinstance(had, str) and kind == "filler":
        made["name"] = had
    if kind and made.get("kind") != kind:
        made = {"kind": kind, **made}
    for each, text in parts.items():
        made[each.part] = {size: text} if each.part == "packing" else each.read(text)
    return made


def _refuse_both(*options: _Option) -> NoReturn:
    names = ", ".join(each.name for each in options)
    raise FieldError("one way to say it", names, field=options[-1].name)


@contextmanager
def _told(
    typed: tuple[_Option, ...], others: tuple[_Option, ...], text: str
) -> Iterator[None]:
    """Name the option in an error, or else the line of the file."""

    def named(path: str) -> str:
        return _option_of(path, typed) or _option_of(path, others) or path

    try:
        yield
    except DocumentError as error:
        faults = (evolve(each, path=named(each.path)) for each in error.faults)
        raise DocumentError(with_lines(tuple(faults), text)) from None
    except CompoundError as error:
        raise error.at(named(error.field or "")) from None


def _option_of(path: str, options: tuple[_Option, ...]) -> str | None:
    """Return the option that says a place of an order, or a part of the place."""
    within = [each for each in options if re.match(rf"{each.path}(?:$|[.\[])", path)]
    if within:
        return max(within, key=lambda each: len(each.path)).name
    parts = (each.name for each in options if each.path.startswith(f"{path}."))
    return next(parts, None)
