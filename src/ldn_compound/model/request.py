"""The request: all that goes into one plan, as it was asked, nothing filled in."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import get_args

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..errors import FieldError, shown
from ..quantities.fields import (
    above_zero,
    convert_by_kind,
    exact_number,
    is_a,
    is_count,
    one_of,
    several,
    share,
    whole_number,
)
from ..quantities.kinds import Ratio
from ..quantities.units import Q, Quantity
from .bulk import BulkDrug
from .dates import day
from .dilution import Preference
from .drug import DrugSource
from .equipment import Balance, Tray
from .excipients import Additive, Filler
from .fill import Fill, FillByCompletion, FillByPacking, FillToMass, FillToVolume
from .packing import Density
from .policy import Policy
from .prescription import Prescription
from .shell import Shell
from .tablets import Tablets
from .trituration import Trituration

__all__ = ["Request", "number_of_tablets"]


_BY_PACKING = FillByPacking()


def _fillers(value: object) -> tuple[tuple[Filler, Fraction], ...]:
    """Return one filler, or several with their parts, as pairs."""
    if isinstance(value, Filler):
        return ((value, Fraction(1)),)
    pairs = tuple(_pair(each) for each in several(value) or ())
    if not pairs:
        expected = "a Filler, or pairs of (Filler, parts)"
        raise FieldError(expected, shown(value))
    return pairs


def _pair(value: object) -> tuple[Filler, Fraction]:
    match value:
        case (Filler() as filler, parts) if exact_number(parts) > 0:
            return filler, exact_number(parts)
    expected = "a pair of (Filler, parts above zero)"
    raise FieldError(expected, shown(value))


def _additives(value: object) -> tuple[Additive, ...]:
    """Return additives as a tuple, of which none is named twice."""
    if isinstance(value, Additive):
        return (value,)
    if not isinstance(value, (tuple, list)) or not all(
        isinstance(each, Additive) for each in value
    ):
        raise FieldError("an Additive, or several", shown(value))
    names = [each.name for each in value]
    if len(set(names)) < len(names):
        raise FieldError("each additive once", ", ".join(names))
    return tuple(value)


def number_of_tablets(value: object) -> int:
    """Return a number of tablets as an int: it may be text or a quantity."""
    if not isinstance(value, (str, Quantity)):
        return whole_number(value)
    expected = 'a whole number of tablets such as "10 tablet"'
    try:
        number = Fraction(Q(value).m_as("tablet"))
    except FieldError:
        raise FieldError(expected, shown(value)) from None
    if number.denominator != 1:
        raise FieldError(expected, shown(value))
    return number.numerator


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Request:
    """What `plan_batch` was asked, word for word; see there for the fields."""

    prescription: Prescription = field(validator=is_a(Prescription))
    drug: DrugSource = field(validator=is_a(Tablets, BulkDrug, Trituration))
    fillers: tuple[tuple[Filler, Fraction], ...] = field(
        alias="filler", converter=_fillers
    )
    shell: Shell = field(validator=is_a(Shell))
    additives: tuple[Additive, ...] = field(default=(), converter=_additives)
    fill: Fill = field(
        default=_BY_PACKING,
        validator=is_a(FillByPacking, FillToMass, FillToVolume, FillByCompletion),
    )
    policy: Policy = field(validator=is_a(Policy))
    diluent: Filler | None = field(default=None, validator=optional(is_a(Filler)))
    whole_tablets: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=optional(is_count(1, "tablets")),
    )
    made_on: dt.date | None = field(default=None, converter=unless_none(day))
    balance: Balance | None = field(default=None, validator=optional(is_a(Balance)))
    tray: Tray | None = field(default=None, validator=optional(is_a(Tray)))
    spare_capsules: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=optional(is_count(0, "capsules")),
    )
    blend_excess: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(share("3 %")),
    )
    drug_overage: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(share("10 %")),
    )
    pool: int | None = field(
        default=None,
        converter=unless_none(number_of_tablets),
        validator=optional(is_count(0, "tablets")),
    )
    prefer: Preference = field(
        default="least error", validator=one_of(*get_args(Preference))
    )
    most_error: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(above_zero("an error", "5 %")),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse densities of several bases, and whole tablets of what is none."""
        if self.whole_tablets is not None and not isinstance(self.drug, Tablets):
            raise FieldError("Tablets, to crush whole", shown(self.drug), field="drug")
        self._refuse_pool()
        packings = [self.drug.packing, *(each.packing for each in self.excipients)]
        bases = {each.basis for each in packings if isinstance(each, Density)}
        if len(bases) > 1:
            got = " and ".join(sorted(bases))
            way_out = "measure all powders the same way"
            raise FieldError("densities of one basis", got, way_out, "packing")

    def _refuse_pool(self) -> None:
        """Refuse more tablets than needed where none are crushed, or all go in."""
        if self.pool is None:
            return
        pooled = str(Q("1 tablet") * self.pool)
        if self.whole_tablets is not None:
            way_out = "weigh their powder (plan_batch), or name other tablets="
            expected = "none where all the powder of whole tablets goes in"
            raise FieldError(expected, pooled, way_out, "pool")
        if not isinstance(self.drug, Tablets):
            expected = "none where no tablets are crushed"
            raise FieldError(expected, pooled, "leave it out", "pool")

    @property
    def excipients(self) -> tuple[Filler | Additive, ...]:
        """All that is weighed beside the drug: additives, fillers, another diluent."""
        fillers = tuple(filler for filler, _ in self.fillers)
        other = () if self.diluent in (None, *fillers) else (self.diluent,)
        return (*self.additives, *fillers, *other)
