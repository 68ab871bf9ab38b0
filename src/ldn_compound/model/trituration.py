"""A trituration: drug already diluted, from an earlier making, as the source."""

from __future__ import annotations

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..errors import FieldError
from ..quantities.fields import (
    assay_share,
    convert_by_kind,
    each_is_text,
    is_a,
    is_text,
    one_of,
    share,
)
from ..quantities.kinds import Ratio
from ..quantities.units import Q
from ..sheets.substances import substance, substances
from ..sheets.wording import say
from .forms import FORMS, Form, assay_of_label, form_name
from .lot import Lot
from .packing import Density, Packing, PackStatistic

__all__ = ["Trituration"]


@frozen(field_transformer=convert_by_kind)
class Trituration:
    """A stock dilution of naltrexone in a powder.

    Parameters
    ----------
    drug_fraction
        Drug in it, by its label, of the *form* named. [% by mass]
    diluent
        What it is diluted with.
    form
        Chemical form that *drug_fraction* is stated in.
    assay
        Content by assay, or `None`: then the label is taken. [% of label]
    packing
        How it packs, or `None` where nobody measured it.
    contains
        Allergens, such as ``("lactose",)``; `None` is unknown and counts as contains.
    lot
        Which making it is, with its own date, or `None`.

    Examples
    --------
    >>> Trituration("10 %", diluent="lactose monohydrate").drug_fraction
    Q('10 %')
    """

    drug_fraction: Ratio = field(converter=Q, validator=share("10 %"))
    diluent: str = field(converter=substance, validator=is_text, kw_only=True)
    form: Form = field(
        default="naltrexone hydrochloride", validator=one_of(*FORMS), kw_only=True
    )
    assay: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(assay_share("99.2 %")),
        kw_only=True,
    )
    packing: Packing | None = field(
        default=None, validator=optional(is_a(Density, PackStatistic)), kw_only=True
    )
    contains: tuple[str, ...] | None = field(
        default=None,
        converter=unless_none(substances),
        validator=optional(each_is_text),
        kw_only=True,
    )
    lot: Lot | None = field(default=None, validator=optional(is_a(Lot)), kw_only=True)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what a record says of the dilution: names and values."""
        dilution = say(
            "{share} of {form} in {diluent}",
            share=self.drug_fraction,
            form=form_name(self.form),
            diluent=self.diluent,
        )
        return (
            (say("Stock dilution"), dilution),
            (say("Assay"), assay_of_label(self.assay)),
        )

    def __attrs_post_init__(self) -> None:
        """Refuse a dilution that holds no drug, or nothing but drug."""
        if not Q("0 %") < self.drug_fraction < Q("100 %"):
            got = str(self.drug_fraction)
            way_out = "undiluted drug is a BulkDrug"
            raise FieldError(
                "a share above 0 % and below 100 %", got, way_out, "drug_fraction"
            )
