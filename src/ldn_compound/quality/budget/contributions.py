r"""Contributions: what moves the content of a capsule, and by how much.

The content of a capsule, in percent of its label, is a product: content of the lot,
content and mass of the tablets pooled, powder weighed, share of the blend that the
capsule takes. Relative standard uncertainties of a product add as squares [jcgm-100]_.

A reading of a balance of repeatability :math:`s` and readability :math:`d`, with the
zero read too, has :math:`u^2 = s^2 + d^2 / 6`.

A trituration carries :math:`m \prod p_i / t_i`, with each portion :math:`p_i` taken of
the total :math:`t_i` into which the one before went: material counts with
:math:`1/m - 1/t`, since it is in the total too.

.. [jcgm-100] Guide to the expression of uncertainty in measurement
   (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Literal, TypeAlias

from attrs import frozen

from ...batch_plan import BatchPlan
from ...errors import FieldError
from ...model.dilution import TriturationPlan
from ...model.equipment import Balance
from ...model.tablets import Tablets
from ...quantities.notation import Number
from ...quantities.units import Quantity
from ...reference.usual import usual
from ...sheets.wording import say

__all__ = ["Contribution", "Kind", "plan_contributions"]

#: Whether all capsules of a batch share it, or each has its own.
Kind: TypeAlias = Literal["batch", "capsule"]

_MASS_LIMIT = 7.5  # % of 80-250 mg tablets that two of twenty may exceed
_NINETY_WITHIN = 1.645  # standard deviations that hold 90 % of a bell


@frozen(kw_only=True)
class Contribution:
    """One source of uncertainty.

    Parameters
    ----------
    name
        What varies.
    kind
        ``batch``: the same in every capsule; ``capsule``: another in each.
    uncertainty
        Its standard uncertainty. [% of content]
    half_width
        Half the window in which it may lie anywhere, where that is all that is known;
        zero for a scatter. [% of content]
    basis
        Where the figure comes from.
    assumed
        Whether it is an assumption, because it was not stated.
    source
        Key of the source (`reference.source`).
    """

    name: str
    kind: Kind
    uncertainty: float
    half_width: float = 0.0
    basis: str
    assumed: bool = False
    source: str = "house"


def plan_contributions(
    plan: BatchPlan, *, potency_sd: float | None
) -> Iterator[Contribution]:
    """Yield the contributions that follow from a plan: drug source and weighings.

    Parameters
    ----------
    plan
        The plan.
    potency_sd
        Standard uncertainty of the assay, where it is stated. [% of content]

    Yields
    ------
    Contribution
        In bench order.

    Raises
    ------
    FieldError
        If *potency_sd* is stated of an assay that is not.
    """
    yield _lot(plan, potency_sd)
    if isinstance(plan.request.drug, Tablets):
        yield _pooling(plan, plan.request.drug)
        if plan.weighs_powder:
            yield _mean_mass(plan, plan.request.drug)
    yield from _weighings(plan)


def _lot(plan: BatchPlan, potency_sd: float | None) -> Contribution:
    drug, rules = plan.request.drug, plan.request.policy
    name = say("content of the lot")
    if drug.assay is not None:
        assumed = potency_sd is None
        basis = say("assay {assay}, with its error", assay=drug.assay)
        if assumed:
            basis = say("assay {assay}, its own error is not stated", assay=drug.assay)
        return Contribution(
            name=name,
            kind="batch",
            uncertainty=potency_sd or 0.0,
            basis=basis,
            assumed=assumed,
        )
    if potency_sd is not None:
        way_out = "state the assay of the drug source, or leave potency_sd out"
        raise FieldError("an assay", "None", way_out, "assay")
    low, high = rules.least_content, rules.greatest_content
    half = float((high - low).m_as("%")) / float((high + low).m_as("%")) * 100
    return Contribution(
        name=name,
        kind="batch",
        uncertainty=half / sqrt(3),
        half_width=half,
        basis=say(
            "no assay: anywhere within the {low} to {high} that a lot may hold",
            low=low,
            high=high,
        ),
        assumed=True,
        source="usp-naltrexone-tablets",
    )


def _pooling(plan: BatchPlan, drug: Tablets) -> Contribution:
    pooled = plan.tablets.to_crush if plan.tablets is not None else 1
    basis = say("standard deviation of one tablet over {pooled} pooled", pooled=pooled)
    if drug.content_sd is not None:
        of_one = float(drug.content_sd.m_as("%"))
        assumed, source = False, "house"
    else:
        widest = usual("tablet-content-sd").greatest
        of_one, assumed, source = float(widest.m_as("%")), True, "usp-905"
        basis = say(
            "{basis}: {of_one} %, the most that just passes uniformity",
            basis=basis,
            of_one=Number(f"{of_one:g}"),
        )
    return Contribution(
        name=say("content of single tablets"),
        kind="batch",
        uncertainty=of_one / sqrt(pooled),
        basis=basis,
        assumed=assumed,
        source=source,
    )


def _mean_mass(plan: BatchPlan, drug: Tablets) -> Contribution:
    weighed = drug.weighed
    assumed = weighed is None or drug.mass_sd is None
    basis = say("standard deviation of one tablet")
    if drug.mass_sd is not None:
        of_one = float((drug.mass_sd / drug.mean_mass).m_as("%"))
    else:
        of_one = _MASS_LIMIT / _NINETY_WITHIN
        basis = say(
            "{of_one} %, the most that just passes uniformity of mass,",
            of_one=f"{of_one:.3g}",
        )
    if weighed is None:
        weighed = plan.tablets.to_crush if plan.tablets is not None else 1
        basis = say(
            "{basis} over the {weighed} to crush, which the sheet weighs together",
            basis=basis,
            weighed=weighed,
        )
    else:
        basis = say("{basis} over {weighed} weighed", basis=basis, weighed=weighed)
    return Contribution(
        name=say("mean tablet mass"),
        kind="batch",
        uncertainty=of_one / sqrt(weighed),
        basis=basis,
        assumed=assumed,
        source="ph-eur-2-9-5" if drug.mass_sd is None else "house",
    )


def _weighings(plan: BatchPlan) -> Iterator[Contribution]:
    balance = plan.request.balance
    if not plan.weighs_powder:
        return
    if balance is None:
        yield Contribution(
            name=say("weighing of the powder"),
            kind="batch",
            uncertainty=0.0,
            basis=say("no balance was named: taken as exact"),
            assumed=True,
        )
    elif plan.trituration is not None:
        yield from _trituration(plan.trituration, balance)
    else:
        yield _weighing(_weighing_of(plan.powder.item), plan.powder.to_weigh, balance)


def _trituration(
    trituration: TriturationPlan, balance: Balance
) -> Iterator[Contribution]:
    for number, each in enumerate(trituration.dilutions, start=1):
        material, total = each.material.to_weigh, each.total
        counts_as = material * total / (total - material)
        yield _weighing(_weighing_of(each.material.item), counts_as, balance)
        diluent = say("weighing of diluent {number}", number=number)
        yield _weighing(diluent, total, balance)
    last = trituration.portion
    yield _weighing(_weighing_of(last.item), last.to_weigh, balance)


def _weighing_of(item: str) -> str:
    return say("weighing of {item}", item=item)


def _weighing(name: str, counts_as: Quantity, balance: Balance) -> Contribution:
    """Return the uncertainty of one reading against the mass it counts as."""
    repeatability = balance.repeatability
    basis = say(
        "repeatability {repeatability}, readability {readability}",
        repeatability=repeatability,
        readability=balance.readability,
    )
    if repeatability is None:
        repeatability = balance.readability
        basis = say(
            "repeatability not stated, taken as readability, {readability}",
            readability=repeatability,
        )
    scatter, step = (
        float(each.m_as("mg")) for each in (repeatability, balance.readability)
    )
    reading = sqrt(scatter**2 + step**2 / 6)
    return Contribution(
        name=name,
        kind="batch",
        uncertainty=100 * reading / float(counts_as.m_as("mg")),
        basis=basis,
        assumed=balance.repeatability is None,
        source="jcgm-100",
    )
