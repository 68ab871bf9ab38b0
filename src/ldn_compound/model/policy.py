"""Policy: the rules a house works by, each a field that the house may change."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..quantities.fields import (
    above_zero,
    assay_share,
    convert_by_kind,
    is_a,
    is_count,
    is_text,
    one_of,
    share,
    whole_number,
    zero_or_more,
)
from ..quantities.kinds import PerCapsule, Ratio
from ..quantities.units import Q

__all__ = ["BeyondUseName", "LeastMassRule", "Policy"]

#: How the least mass a balance may weigh follows from the balance (`calc.weighing`).
LeastMassRule: TypeAlias = Literal["sensitivity", "usp-41", "readability"]


#: The published rules for the last day of use (`reference.beyond_use_rule`).
BeyondUseName: TypeAlias = Literal["usp-795-2023", "usp-795-2014"]


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Policy:
    """House rules. Start from `reference.policy` and change fields by `attrs.evolve`.

    Parameters
    ----------
    name
        What the rules are called on a bench sheet.
    spare_capsules
        Capsules made beyond those dispensed.
    blend_excess
        How much more blend than the capsules take; the strength stays. [%]
    drug_overage
        How much more drug than the label says; the strength rises. [%]
    low_dose_overage
        The same for a low dose. [%]
    low_dose_below
        Strength below which a dose is low. [mg/capsule]
    low_share_below
        Share of the blend that is drug below which a dose is low. [%]
    assay_cap
        Content above which a pure substance is taken to hold just this; `None` takes
        the certificate at its word. [%]
    least_assay, greatest_assay
        Limits of the assay of a substance, without water. [%]
    completes_tablets
        Whether tablet powder is better filled by completing the volume.
    reserve_tablets
        Tablets crushed beyond those needed.
    least_mass_rule
        ``sensitivity``: sensitivity requirement / *weighing_error*; ``usp-41``: 2000 x
        max(repeatability, 0.41 x readability); ``readability``: readability /
        *weighing_error*.
    weighing_error
        Error allowed for one weighing, in the two rules that use it. [%]
    cautious_error
        Error of the weighing that carries the drug from which a caution is given. [%]
    strength_tolerance
        How far rounding, or one weighing, may move the strength. [%]
    least_content, greatest_content
        Limits of the content of a capsule. [% of label]
    refused_below, refused_above
        Strengths outside these are refused. [mg/capsule]
    unusual_below, unusual_above
        Strengths outside these are flagged. [mg/capsule]
    least_tablets
        Tablets pooled below which a caution is given.
    least_capsules
        Capsules made below which a caution is given.
    unmeasured_share
        Share of the shell below which an unmeasured packing does no harm. [%]
    least_filled
        Share of the shell below which it counts as nearly empty. [%]
    least_powder_left
        Tablet powder to be left over at least, against what is weighed, for loss in the
        mortar. [%]
    mean_mass_change
        Change of the mean tablet mass at the bench from which to plan again. [%]
    greatest_loss
        Loss of blend on the way into the shells that is allowed; `None` sets no limit.
        [%]
    double_check
        Whether each plan is worked out a second time, by another route, before it is
        handed over; a plan that contradicts itself is then an error.
    additive_error
        How far the amount of an additive, which carries no drug, may be off. [%]
    pool_tablets
        Tablets to crush at least, of which only what is needed is weighed.
    beyond_use_rule
        Published rule for the last day of use, see `reference.beyond_use_rule`.

    Examples
    --------
    >>> from attrs import evolve
    >>> from ldn_compound import reference
    >>> evolve(reference.policy("usp"), name="ours", reserve_tablets=1).reserve_tablets
    1
    """

    name: str = field(validator=is_text)
    spare_capsules: int = field(
        converter=whole_number, validator=is_count(0, "capsules")
    )
    blend_excess: Ratio = field(converter=Q, validator=share("3 %"))
    drug_overage: Ratio = field(converter=Q, validator=share("10 %"))
    low_dose_overage: Ratio = field(converter=Q, validator=share("10 %"))
    low_dose_below: PerCapsule = field(
        converter=Q, validator=zero_or_more("a strength", "20 mg/capsule")
    )
    low_share_below: Ratio = field(converter=Q, validator=share("10 %"))
    assay_cap: Ratio | None = field(
        converter=unless_none(Q), validator=optional(assay_share("100 %"))
    )
    least_assay: Ratio = field(converter=Q, validator=assay_share("98 %"))
    greatest_assay: Ratio = field(converter=Q, validator=assay_share("102 %"))
    completes_tablets: bool = field(validator=is_a(bool))
    reserve_tablets: int = field(
        converter=whole_number, validator=is_count(0, "tablets")
    )
    least_mass_rule: LeastMassRule = field(
        validator=one_of("sensitivity", "usp-41", "readability")
    )
    weighing_error: Ratio = field(converter=Q, validator=above_zero("an error", "5 %"))
    cautious_error: Ratio = field(converter=Q, validator=above_zero("an error", "2 %"))
    strength_tolerance: Ratio = field(converter=Q, validator=share("1 %"))
    least_content: Ratio = field(
        converter=Q, validator=zero_or_more("a percentage", "90 %")
    )
    greatest_content: Ratio = field(
        converter=Q, validator=above_zero("a percentage", "110 %")
    )
    refused_below: PerCapsule = field(
        converter=Q, validator=zero_or_more("a strength", "0.1 mg/capsule")
    )
    refused_above: PerCapsule = field(
        converter=Q, validator=above_zero("a strength", "10 mg/capsule")
    )
    unusual_below: PerCapsule = field(
        converter=Q, validator=zero_or_more("a strength", "0.5 mg/capsule")
    )
    unusual_above: PerCapsule = field(
        converter=Q, validator=above_zero("a strength", "4.5 mg/capsule")
    )
    least_tablets: int = field(converter=whole_number, validator=is_count(0, "tablets"))
    least_capsules: int = field(
        converter=whole_number, validator=is_count(0, "capsules")
    )
    unmeasured_share: Ratio = field(converter=Q, validator=share("1 %"))
    least_filled: Ratio = field(converter=Q, validator=share("80 %"))
    least_powder_left: Ratio = field(converter=Q, validator=share("5 %"))
    mean_mass_change: Ratio = field(converter=Q, validator=share("2 %"))
    greatest_loss: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(share("3 %")),
    )
    double_check: bool = field(default=True, validator=is_a(bool))
    additive_error: Ratio = field(
        default=Q("10 %"), converter=Q, validator=above_zero("an error", "10 %")
    )
    pool_tablets: int = field(
        default=0, converter=whole_number, validator=is_count(0, "tablets")
    )
    beyond_use_rule: BeyondUseName = field(
        default="usp-795-2023", validator=one_of(*get_args(BeyondUseName))
    )
