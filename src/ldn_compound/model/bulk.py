"""Bulk powder: the drug substance, by the figures of its certificate."""

from __future__ import annotations

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..errors import FieldError
from ..quantities.fields import (
    assay_share,
    convert_by_kind,
    is_a,
    one_of,
    share,
)
from ..quantities.kinds import Ratio
from ..quantities.units import Q
from ..sheets.wording import say
from .forms import BASES, FORMS, Basis, Form, basis_name, form_name
from .lot import Lot
from .packing import Density, Packing, PackStatistic

__all__ = ["BulkDrug"]

_DIHYDRATE = "naltrexone hydrochloride dihydrate"


@frozen(field_transformer=convert_by_kind)
class BulkDrug:
    """Naltrexone powder.

    Parameters
    ----------
    form
        Chemical form on the certificate; base, salt and hydrate are never confused.
    assay
        Content by certificate. [%]
    basis
        What *assay* is stated on. It has no default. ``concentrate`` is a stock whose
        assay is in percent of its label; it is counted as if the label said 100 %, and
        one of less is a `Trituration`.
    water
        Water, or loss on drying for the basis ``dried``. [%]
    solvents
        Residual solvents, for the basis ``anhydrous, solvent-free``. [%]
    packing
        How the powder packs, or `None` where nobody measured it.
    lot
        Which delivery it is, or `None`.

    Examples
    --------
    >>> BulkDrug("naltrexone hydrochloride", assay="99.2 %", basis="anhydrous",
    ...          water="3.1 %").assay
    Q('99.2 %')
    """

    form: Form = field(validator=one_of(*FORMS))
    assay: Ratio = field(
        converter=Q,
        validator=assay_share("99.2 %"),
        kw_only=True,
    )
    basis: Basis = field(validator=one_of(*BASES), kw_only=True)
    water: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(share("3.1 %")),
        kw_only=True,
    )
    solvents: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(share("0.4 %")),
        kw_only=True,
    )
    packing: Packing | None = field(
        default=None, validator=optional(is_a(Density, PackStatistic)), kw_only=True
    )
    lot: Lot | None = field(default=None, validator=optional(is_a(Lot)), kw_only=True)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what a record says of the powder: names and values."""
        assay = say("{assay}, {basis}", assay=self.assay, basis=basis_name(self.basis))
        return (
            (say("Bulk powder"), form_name(self.form)),
            (say("Assay"), assay),
            (say("Water"), str(self.water) if self.water else say("not stated")),
            (
                say("Solvents"),
                str(self.solvents) if self.solvents else say("not stated"),
            ),
        )

    @property
    def contains(self) -> tuple[str, ...]:
        """The allergens in it: pure drug powder contains nothing else."""
        return ()

    def __attrs_post_init__(self) -> None:
        """Refuse a water content that would be corrected for twice, or not at all."""
        if self.form == _DIHYDRATE and self.water is not None:
            way_out = (
                "the factor of the dihydrate includes its water: give the water with "
                "the form 'naltrexone hydrochloride', or the dihydrate without it"
            )
            raise FieldError(
                "no water for a dihydrate", str(self.water), way_out, "water"
            )
        if self.form == _DIHYDRATE and self.basis == "dried":
            way_out = "drying may or may not drive out its water: take another basis"
            raise FieldError("no dried dihydrate", "'dried'", way_out, "basis")
