"""NCPDP: the compound segment of a pharmacy claim in the United States (D.0).

The segment lists what a compound is made of: for each ingredient the number of the
product and the quantity [maryland-payer-sheet]_ [bestrx-compound]_. A quantity is the
amount as weighed for the whole batch, spare capsules and what a trituration wastes
included: powders in grams, tablets as many as are crushed, to three decimals
[vista-billing-quantity]_. What a payer pays for is not decided here.

The framing of a transmission is left to the claim system. 452-EH, the route, is not
written: D.0 no longer has it.

.. [maryland-payer-sheet] Maryland Medicaid payer sheet (docs/references.md).
.. [bestrx-compound] Compound Segment, BestRx (docs/references.md).
.. [vista-billing-quantity] NCPDP billing quantity, VistA (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from ...batch_plan import BatchPlan
from ...errors import FieldError, shown
from ...model.weighing import Weighing
from ...quantities.notation import finite_decimal
from ..drafts import refuse_draft
from .product import A_QUANTITY, Product, is_billable

__all__ = [
    "CompoundIngredient",
    "CompoundSegment",
    "Product",
    "compound_segment",
    "render_segment",
]

_SEGMENT, _CAPSULE, _EACH = "10", "01", "1"
_MG_IN_GRAM = 1000


@frozen(kw_only=True)
class CompoundIngredient:
    """One ingredient of a compound segment.

    Parameters
    ----------
    name
        What the plan calls it; the segment does not carry it.
    product
        The product it was taken from.
    quantity
        How much of it: grams of a powder, or how many tablets.
    """

    name: str
    product: Product
    quantity: str

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The fields of the ingredient, each number with its value."""
        product = self.product
        optional_fields = (("449-EE", product.cost), ("490-UE", product.cost_basis))
        return (
            ("488-RE", product.qualifier),
            ("489-TE", product.number),
            ("448-ED", self.quantity),
            *((number, value) for number, value in optional_fields if value),
            *(("363-2H", modifier) for modifier in product.modifiers),
        )


@frozen(kw_only=True)
class CompoundSegment:
    """The compound segment of a batch of capsules.

    Parameters
    ----------
    ingredients
        The ingredients, in bench order.
    """

    ingredients: tuple[CompoundIngredient, ...]

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Every field of the segment, each number with its value, in order."""
        return (
            ("111-AM", _SEGMENT),
            ("450-EF", _CAPSULE),
            ("451-EG", _EACH),
            ("447-EC", str(len(self.ingredients))),
            *(item for each in self.ingredients for item in each.fields),
        )


def compound_segment(
    plan: BatchPlan, products: Mapping[str, Product]
) -> CompoundSegment:
    """Return the compound segment of a batch.

    Parameters
    ----------
    plan
        A plan that is ready.
    products
        The product of every item that is weighed, by the name that the bench sheet has
        for it; and of any other, with its quantity.

    Returns
    -------
    CompoundSegment
        Its ingredients, each with its product and quantity.

    Raises
    ------
    FieldError
        If the plan is a draft, a product or its quantity is missing, or an amount has
        more than three decimals in the unit it is billed in.

    Examples
    --------
    >>> from ldn_compound import (
    ...     BulkDrug, Filler, PackStatistic, Prescription, plan_batch, reference)
    >>> measured = PackStatistic("130 mg", size="3")
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100),
    ...     drug=BulkDrug("naltrexone hydrochloride", assay="100 %", basis="as is",
    ...                   packing=measured),
    ...     filler=Filler("sucrose", packing=measured), shell=reference.shell("3"))
    >>> segment = compound_segment(plan, {
    ...     "naltrexone hydrochloride powder": Product("00395000001"),
    ...     "sucrose": Product("00395000002")})
    >>> [(each.name, each.quantity) for each in segment.ingredients]
    [('naltrexone hydrochloride powder', '0.45'), ('sucrose', '12.55')]
    """
    refuse_draft(plan)
    _prove_products(products)
    billed = _billed(plan)
    missing = [name for name in billed if name not in products]
    if missing:
        way_out = "give the product of each item that is weighed, by its name"
        raise FieldError(
            "a product of every ingredient",
            f"none of {', '.join(map(repr, missing))}",
            way_out,
            "products",
        )
    others = [name for name in products if name not in billed]
    return CompoundSegment(
        ingredients=tuple(
            CompoundIngredient(
                name=name,
                product=products[name],
                quantity=_quantity(name, products[name], billed.get(name)),
            )
            for name in (*billed, *others)
        )
    )


def render_segment(segment: CompoundSegment) -> str:
    """Return a compound segment as lines to read, or to copy into a claim.

    Parameters
    ----------
    segment
        The segment.

    Returns
    -------
    str
        A line for each field, its number and its value, ending in a line break.

    Examples
    --------
    >>> ingredient = CompoundIngredient(
    ...     name="sucrose", product=Product("00395000002"), quantity="12.55")
    >>> print(render_segment(CompoundSegment(ingredients=(ingredient,))), end="")
    111-AM 10
    450-EF 01
    451-EG 1
    447-EC 1
    488-RE 03
    489-TE 00395000002
    448-ED 12.55
    """
    return "".join(f"{number} {value}\n" for number, value in segment.fields)


def _prove_products(products: object) -> None:
    if not (
        isinstance(products, Mapping)
        and all(isinstance(name, str) for name in products)
        and all(isinstance(each, Product) for each in products.values())
    ):
        expected = "names with their products, such as {'sucrose': Product(...)}"
        raise FieldError(expected, shown(products), field="products")


def _billed(plan: BatchPlan) -> dict[str, str | None]:
    """Return the quantity of each item, `None` where the bench has yet to find it."""
    amounts: dict[str, list[Weighing]] = {}
    if plan.tablets is not None:
        amounts[plan.powder.item] = []
    for each in _weighed(plan):
        amounts.setdefault(each.item, []).append(each)
    found = {name: _grams(weighings) for name, weighings in amounts.items()}
    if plan.tablets is not None:
        found[plan.powder.item] = str(plan.tablets.to_crush)
    return found


def _weighed(plan: BatchPlan) -> list[Weighing]:
    """Return what is weighed from a package: a portion of a trituration is not."""
    triturations = [each for each in (plan.trituration, *plan.premixes) if each]
    portions = [each.portion for trit in triturations for each in trit.dilutions]
    return [each for each in plan.weighings if each not in portions]


def _grams(weighings: list[Weighing]) -> str | None:
    if any(each.estimated for each in weighings):
        return None
    total = sum((each.to_weigh.m_as("mg") for each in weighings), Fraction(0))
    return finite_decimal(total / _MG_IN_GRAM) or str(total / _MG_IN_GRAM)


def _quantity(name: str, product: Product, amount: str | None) -> str:
    """Return what is billed: what the caller says, else the amount as weighed."""
    if product.quantity is not None:
        return product.quantity
    if amount is None or not is_billable(amount):
        got = "none, for it is not weighed beforehand" if amount is None else amount
        way_out = "say what to bill: Product(..., quantity='15.407')"
        raise FieldError(A_QUANTITY, got, way_out, f"quantity of {name}")
    return amount
