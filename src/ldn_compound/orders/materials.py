"""Materials: what the names in an order mean, and the records that a plan takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import field, frozen
from attrs.converters import optional as unless_none

from ..batch_plan import BatchPlan
from ..errors import CompoundError, FieldError, UnknownNameError, shown
from ..model.bulk import BulkDrug
from ..model.drug import DrugSource
from ..model.excipients import Additive, Filler
from ..model.tablets import Tablets
from ..model.trituration import Trituration
from ..plain.places import step
from ..quantities.fields import convert_by_kind, is_count
from ..quantities.kinds import AddedMass, Ratio
from ..quantities.units import Q, Quantity
from ..reference.fillers import packings
from .profile import Profile
from .shelf import LotOnHand, OnShelf, material_of

__all__ = [
    "SOURCES",
    "Added",
    "Material",
    "Parts",
    "Wanted",
    "amount_used",
    "naming",
    "wanted",
]

#: A material as an order says it: a name, what a profile would say, or a record.
Material: TypeAlias = str | OnShelf | DrugSource | Filler | Additive

#: The kinds of material that carry the drug.
SOURCES = ("tablets", "bulk", "trituration")


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Parts:
    """One of several fillers.

    Parameters
    ----------
    filler
        Its name in the profile, or the filler itself.
    parts
        How many parts of it, by mass.
    """

    filler: Any
    parts: int = field(default=1, validator=is_count(1, "parts"))


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Added:
    """An additive, and how much of it goes in: a share or a mass.

    Parameters
    ----------
    material
        Its name in the profile, or the additive itself.
    share
        Its share of the blend. [% by mass]
    mass
        Its mass, of the batch or of each capsule. [mg or mg/capsule]
    """

    material: Any
    share: Ratio | None = field(default=None, converter=unless_none(Q))
    mass: AddedMass | None = field(default=None, converter=unless_none(Q))


@frozen(kw_only=True)
class Wanted:
    """A material that an order uses.

    Parameters
    ----------
    place
        Where its figures stand: in the profile, or in the order itself.
    name
        Its name in the profile, or `None`.
    material
        What is known of it.
    amount
        How much of an additive goes in.
    """

    place: str
    name: str | None
    material: OnShelf | DrugSource | Filler | Additive
    amount: tuple[tuple[str, Quantity | None], ...] = ()

    def record(self, lot: LotOnHand | None, size: str) -> Any:  # noqa: ANN401 - one of the records
        """Return the record that a plan takes of one lot, for shells of a size."""
        if not isinstance(self.material, OnShelf):
            return self.material
        with naming(self.place):
            return material_of(self.material, lot, size, **dict(self.amount))


def wanted(
    value: Material | None,
    field: str,
    *kinds: str,
    profile: Profile,
    amount: Mapping[str, Quantity | None] = MappingProxyType({}),
) -> Wanted:
    """Return what an order means by a material.

    Parameters
    ----------
    value
        Its name, or the thing itself.
    field
        The field of the order.
    *kinds
        The kinds of material that may stand there.
    profile
        What names refer to.
    amount
        How much of an additive goes in.

    Returns
    -------
    Wanted
        The material.

    Raises
    ------
    FieldError
        If nothing is named, or a material of another kind.
    UnknownNameError
        If the profile has no such material; a filler may be a published one.
    """
    if value is None:
        expected = "a name in the profile, or the material itself"
        raise FieldError(expected, "nothing", field=field)
    name, place = None, field
    if isinstance(value, str):
        name, value = value, _by_name(value, profile, field)
        if name in dict(profile.materials):
            place = f"materials{step(name)}"
    is_one = (
        value.kind in kinds
        if isinstance(value, OnShelf)
        else isinstance(value, _records_of(kinds))
    )
    if not is_one:
        got = value.kind if isinstance(value, OnShelf) else shown(value)
        raise FieldError(" or ".join(kinds), got, field=field)
    return Wanted(place=place, name=name, material=value, amount=tuple(amount.items()))


def amount_used(plan: BatchPlan, record: object) -> Quantity:
    """Return how much a plan takes: tablets to crush, or powder to weigh."""
    if isinstance(record, Tablets) and plan.tablets is not None:
        return Q("1 tablet") * plan.tablets.to_crush
    item = record.name if isinstance(record, (Filler, Additive)) else plan.powder.item
    masses = (each.to_weigh for each in plan.weighings if each.item == item)
    return sum(masses, Q("0 mg"))


@contextmanager
def naming(place: str = "", **fields: str) -> Iterator[None]:
    """Name the field of the order, or the place in the profile, in an error."""
    try:
        yield
    except CompoundError as error:
        field = error.field or ""
        told = fields.get(field, field)
        raise error.at(".".join(each for each in (place, told) if each)) from None


def _by_name(name: str, profile: Profile, field: str) -> OnShelf:
    """Return the material of a name; a filler that no profile has may be published."""
    is_here = name in dict(profile.materials)
    if is_here or not field.startswith(("filler", "diluent")):
        return profile.material(name, field)
    try:
        packings(name)
    except UnknownNameError as error:
        if profile.materials:
            return profile.material(name, field)
        raise error.at(field) from None
    return OnShelf(kind="filler", figures=(("name", name),))


def _records_of(kinds: tuple[str, ...]) -> tuple[type, ...]:
    records = {
        "tablets": Tablets,
        "bulk": BulkDrug,
        "trituration": Trituration,
        "filler": Filler,
        "additive": Additive,
    }
    return tuple(records[kind] for kind in kinds)
