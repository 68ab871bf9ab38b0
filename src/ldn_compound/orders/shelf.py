"""The shelf: what a pharmacy has of a material, and the record that a plan takes.

A figure of a lot, such as its packing, goes before that of the material: what is stated
of the material stands for each lot of it that has none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, cast

from attrs import frozen

from ..errors import FieldError, UnknownNameError, shown
from ..model.bulk import BulkDrug
from ..model.drug import DrugSource
from ..model.excipients import Additive, Filler
from ..model.lot import Lot
from ..model.packing import Density, Packing, PackStatistic
from ..model.tablets import Tablets
from ..model.trituration import Trituration
from ..plain.places import Place
from ..quantities.fields import convert_by_kind
from ..quantities.kinds import MASS, ON_HAND, TABLETS, AmountOnHand, Kind
from ..quantities.units import Q, Quantity, same_kind
from ..reference.fillers import filler as published_filler
from ..reference.products import least_tablet_mass
from ..reference.products import tablets as product_tablets
from .values import (
    EXPIRES,
    Amount,
    AnyOf,
    ListOf,
    Member,
    Named,
    Object,
    Tagged,
    Value,
    members_of,
)

__all__ = ["MATERIAL", "LotOnHand", "OnShelf", "material_of", "material_value"]

#: What a lot may have of its own, beside its packing, by the kind of material.
_OF_LOT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "tablets": ("mean_mass", "weighed", "mass_sd", "content_sd", "assay"),
        "bulk": ("assay", "water", "solvents"),
        "trituration": ("assay",),
        "filler": (),
        "additive": (),
    }
)
_RECORDS: Mapping[str, type] = MappingProxyType(
    {
        "tablets": Tablets,
        "bulk": BulkDrug,
        "trituration": Trituration,
        "filler": Filler,
        "additive": Additive,
    }
)
#: What a profile must say of a material from the start; the rest may follow.
_REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "tablets": (),
        "bulk": ("form", "basis"),
        "trituration": ("drug_fraction", "diluent"),
        "filler": ("name",),
        "additive": ("name",),
    }
)
#: What no profile says: how much of an additive goes in is part of the order.
_NEVER = ("share", "mass", "lot", "packing")


@frozen(kw_only=True, field_transformer=convert_by_kind)
class LotOnHand:
    """One lot of a material, and how much of it there is.

    Parameters
    ----------
    lot
        Its number and expiry.
    on_hand
        How much there is, in tablets or as a mass; `None`: as much as is asked for.
    packing
        How this lot packs, where it was measured.
    figures
        What else was measured of this lot.
    """

    lot: Lot
    on_hand: AmountOnHand | None = None
    packing: tuple[Packing, ...] = ()
    figures: tuple[tuple[str, Any], ...] = ()


@frozen(kw_only=True)
class OnShelf:
    """A material as a pharmacy has it.

    Parameters
    ----------
    kind
        ``tablets``, ``bulk``, ``trituration``, ``filler`` or ``additive``.
    figures
        What is known of every lot of it, by the arguments of its record.
    packing
        How it packs, by size of shell or as a density.
    lots
        Its lots.
    """

    kind: str
    figures: tuple[tuple[str, Any], ...] = ()
    packing: tuple[Packing, ...] = ()
    lots: tuple[LotOnHand, ...] = ()

    def figures_of(self, lot: LotOnHand | None) -> dict[str, Any]:
        """Return what is known of one lot: its own figures before those of all."""
        return dict(self.figures) | ({} if lot is None else dict(lot.figures))

    def packings_of(self, lot: LotOnHand | None) -> tuple[Packing, ...]:
        """Return how one lot packs: its own figures before those of all."""
        return (*(() if lot is None else lot.packing), *self.packing)


def material_of(
    shelf: OnShelf,
    lot: LotOnHand | None,
    size: str,
    **others: Any,  # noqa: ANN401 - share or mass
) -> DrugSource | Filler | Additive:
    """Return the record that a plan takes of one lot.

    Parameters
    ----------
    shelf
        The material.
    lot
        Which lot of it, or `None`.
    size
        Size of the shells, for which its packing is looked up.
    **others
        What the order says of it: the share or the mass of an additive.

    Returns
    -------
    Tablets, BulkDrug, Trituration, Filler or Additive
        The record. A filler that nobody measured has its published figure, which stops
        a plan; another material has none, which stops it too where it matters.

    Raises
    ------
    FieldError
        If something is not known without which there is no such record.
    """
    known = shelf.figures_of(lot) | others
    for name, way_out in _MEASURED.get(shelf.kind, {}).items():
        if name not in known:
            raise FieldError("what was measured", "nothing", way_out, name)
    packing = _for_size(shelf.packings_of(lot), size)
    if shelf.kind == "filler" and packing is None:
        published = _published(known["name"], size)
        known = {"contains": published.contains, **known, "name": published.name}
        packing = published.packing
    if packing is not None:
        known["packing"] = packing
    return _record(shelf.kind, known, lot)


def _published(name: str, size: str) -> Filler:
    """Return a filler with its published packing, which no size may have."""
    try:
        return published_filler(name, size=size)
    except UnknownNameError as error:
        raise error.at("packing" if error.field == "size" else "name") from None


#: What no product and no tradition can say, and how it is found.
_MEASURED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "tablets": {"mean_mass": "weigh twenty whole tablets: it has no default"},
        "bulk": {"assay": "take it from the certificate of the lot"},
    }
)


def _record(
    kind: str, known: Mapping[str, Any], lot: LotOnHand | None
) -> DrugSource | Filler | Additive:
    """Return the record of a material whose figures are all known."""
    figures = dict(known)
    make = product_tablets if "product" in figures else _RECORDS[kind]
    stated = figures.pop("strength", None) if make is product_tablets else None
    made = make(**figures, lot=None if lot is None else lot.lot)
    if stated is not None and stated != made.strength:
        expected = f"the {made.strength} of {made.product}"
        raise FieldError(expected, str(stated), "leave it out", "strength")
    return cast("DrugSource | Filler | Additive", made)


def _for_size(packings: Iterable[Packing], size: str) -> Packing | None:
    """Return the packing for a size of shell: a density goes with every size."""
    for each in packings:
        if isinstance(each, Density) or each.size == size:
            return each
    return None


# -- how they are written

_ONE_SIZE = AnyOf(
    {
        str: Amount(MASS, ("130 mg",)),
        dict: Object(
            "PackStatistic",
            members_of(PackStatistic, without=("size", "source", "extrapolated_from")),
            dict,
        ),
    }
)
_DENSITY = Object("Density", members_of(Density, without=("source",)), Density)


@frozen
class _Packing(Value):
    """How a powder packs: one figure for each size of shell, or a density."""

    def read(self, data: Any, place: Place) -> tuple[Packing, ...]:  # noqa: ANN401
        if isinstance(data, dict) and "value" in data:
            return (_DENSITY.read(data, place),)
        return tuple(_statistic(size, each) for size, each in _SIZES.read(data, place))

    def schema(self) -> dict[str, Any]:
        sizes = _SIZES.schema() | {"not": {"required": ["value"]}}
        return {"anyOf": [sizes, _DENSITY.schema()]}


@frozen
class _OneSize(Value):
    """What one full shell of a size holds: a mass, or a mass with its spread."""

    def read(self, data: Any, place: Place) -> dict[str, Any]:  # noqa: ANN401
        found = _ONE_SIZE.read(data, place)
        members = {"mass": found} if isinstance(found, str) else found
        PackStatistic(**members, size="0")  # says what is wrong with it, here
        return members

    def schema(self) -> dict[str, Any]:
        return _ONE_SIZE.schema()


_SIZES = Named(_OneSize())


def _statistic(size: str, members: dict[str, Any]) -> PackStatistic:
    return PackStatistic(**members, size=size)


def _lot(kind: str) -> Object:
    """Return how one lot of a kind of material is written."""
    own = members_of(_RECORDS[kind], only=_OF_LOT[kind], needed=())
    unit = "180 tablets" if kind == "tablets" else "500 g"
    on_hand = Member(
        Amount(ON_HAND, (unit,)),
        told="How much there is; left out, as much as is asked for.",
        check=partial(_on_hand, TABLETS if kind == "tablets" else MASS),
    )
    lot = members_of(Lot, own={"expires": EXPIRES})
    members = {**lot, "on_hand": on_hand, "packing": _PACKS, **own}
    return Object("Lot", members, _lot_on_hand)


def _on_hand(kind: Kind, text: str) -> Quantity:
    """Return how much of a lot there is: tablets are counted, powders weighed."""
    amount = Q(text)
    if not same_kind(amount, Q(f"1 {kind.units[0]}")):
        expected = (
            "a number of tablets" if kind is TABLETS else "a mass such as '500 g'"
        )
        raise FieldError(expected, shown(text), field="on_hand")
    return amount


def _lot_on_hand(
    *,
    number: str,
    expires: Any,  # noqa: ANN401 - what a lot takes
    maker: str | None = None,
    on_hand: Quantity | None = None,
    packing: tuple[Packing, ...] | None = None,
    **figures: Any,  # noqa: ANN401 - of its material
) -> LotOnHand:
    return LotOnHand(
        lot=Lot(number, expires=expires, maker=maker),
        on_hand=on_hand,
        packing=packing or (),
        figures=_stated(figures),
    )


def _on_shelf(
    kind: str,
    *,
    packing: tuple[Packing, ...] | None = None,
    lots: tuple[LotOnHand, ...] = (),
    **figures: Any,  # noqa: ANN401 - of its record
) -> OnShelf:
    numbers = [each.lot.number for each in lots]
    if len(set(numbers)) < len(numbers):
        raise FieldError("each lot once", ", ".join(numbers), field="lots")
    if kind == "tablets" and not (figures.get("strength") or figures.get("product")):
        expected = "the strength of a tablet such as '50 mg', or its product"
        raise FieldError(expected, "neither", field="strength")
    if (product := figures.get("product")) is not None:
        least_tablet_mass(product)  # says which products there are
    shelf = OnShelf(
        kind=kind, figures=_stated(figures), packing=packing or (), lots=lots
    )
    for lot in lots or (None,):
        known = shelf.figures_of(lot)
        if kind in _MEASURED and known.keys() >= _MEASURED[kind].keys():
            _record(kind, known, lot)  # refuses figures that contradict one another
    return shelf


def _stated(figures: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Return the figures that are stated, by their names."""
    return tuple(
        (name, value) for name, value in sorted(figures.items()) if value is not None
    )


_PACKS = Member(
    _Packing(),
    told="How it packs: what fills one shell, by size of shell, or a density.",
)


def _material(kind: str) -> Object:
    """Return how a material of a kind is written."""
    members = members_of(_RECORDS[kind], without=_NEVER, needed=_REQUIRED[kind])
    lots = Member(ListOf(_lot(kind)), default=(), told="Its lots.")
    return Object(
        kind.capitalize(),
        {**members, "packing": _PACKS, "lots": lots},
        partial(_on_shelf, kind),
    )


#: A material as a profile writes it.
MATERIAL = Tagged({kind: _material(kind) for kind in _RECORDS})


def material_value(*kinds: str) -> Tagged:
    """Return how a material of some kinds is written, in an order."""
    return Tagged({kind: MATERIAL.of[kind] for kind in kinds})
