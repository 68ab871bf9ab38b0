"""NCPDP: the compound segment of a pharmacy claim."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from ldn_compound import (
    Additive,
    Balance,
    FieldError,
    FillByCompletion,
    PackStatistic,
    Prescription,
    Q,
)
from ldn_compound.interop.ncpdp import (
    CompoundSegment,
    Product,
    compound_segment,
    render_segment,
)
from tests.examples import BULK, FILLER, TABLETS, batch

POWDER = "powder of crushed naltrexone hydrochloride tablets"
TABLET, SUCROSE = Product("47335032683"), Product("00395000002")
PRODUCTS = {POWDER: TABLET, "sucrose": SUCROSE}


def segment(products: Any = PRODUCTS, **changes: Any) -> CompoundSegment:
    """Return the segment of the example batch, with some changes."""
    return compound_segment(batch(**changes), products)


@pytest.mark.requirement("R78")
def test_tablets_are_billed_by_count_and_powders_by_grams() -> None:
    """Ten tablets are crushed; 12358 mg of sucrose are 12.358 g."""
    found = segment()

    assert [(each.name, each.quantity) for each in found.ingredients] == [
        (POWDER, "10"),
        ("sucrose", "12.358"),
    ]


def test_the_fields_stand_in_their_order() -> None:
    """Segment 10, capsules, each, the count of ingredients, then three of each."""
    assert render_segment(segment()).splitlines() == [
        "111-AM 10",
        "450-EF 01",
        "451-EG 1",
        "447-EC 2",
        "488-RE 03",
        "489-TE 47335032683",
        "448-ED 10",
        "488-RE 03",
        "489-TE 00395000002",
        "448-ED 12.358",
    ]


def test_cost_and_modifiers_follow_their_ingredient() -> None:
    """What the payer wants is passed on as it was given."""
    dear = evolve(SUCROSE, cost="1.25", cost_basis="01", modifiers=("A", "B"))

    lines = render_segment(segment({POWDER: TABLET, "sucrose": dear})).splitlines()

    assert lines[-4:] == ["449-EE 1.25", "490-UE 01", "363-2H A", "363-2H B"]


def test_a_trituration_bills_all_that_is_taken_from_the_jars() -> None:
    """Drug and diluent as weighed, what is wasted too; a portion is no product."""
    plan = batch(
        drug=BULK, prescription=Prescription("0.5 mg", capsules=30), spare_capsules=0
    )
    assert plan.trituration is not None
    (dilution,) = plan.trituration.dilutions
    drug = dilution.material.to_weigh.m_as("mg")
    sucrose = sum(
        each.to_weigh.m_as("mg") for each in plan.weighings if each.item == "sucrose"
    )

    found = compound_segment(
        plan, {"naltrexone hydrochloride powder": TABLET, "sucrose": SUCROSE}
    )

    assert [float(each.quantity) for each in found.ingredients] == [
        float(drug / 1000),
        float(sucrose / 1000),
    ]


def test_a_premix_bills_all_that_is_taken_from_the_jars() -> None:
    """An additive as weighed for its premix, and the filler that it is diluted with."""
    plan = batch(
        additives=Additive("riboflavin", mass="20 mg", contains=()),
        balance=Balance(readability="10 mg"),
    )
    (premix,) = plan.premixes
    (dilution,) = premix.dilutions
    diluent, left = dilution.diluent.to_weigh, plan.fillers[0].to_weigh

    found = compound_segment(
        plan, {**PRODUCTS, "riboflavin": Product("X-1", qualifier="99")}
    )

    billed = {each.name: Q(f"{each.quantity} g") for each in found.ingredients[1:]}
    assert billed == {
        "riboflavin": dilution.material.to_weigh,
        "sucrose": diluent + left,
    }


def test_shells_are_billed_where_the_caller_says() -> None:
    """A product that the plan does not weigh has its own quantity."""
    shells = Product("00368071365436", qualifier="12", quantity="103")

    found = segment({**PRODUCTS, "empty shells": shells})

    assert found.ingredients[-1].fields == (
        ("488-RE", "12"),
        ("489-TE", "00368071365436"),
        ("448-ED", "103"),
    )


@pytest.mark.requirement("R78")
@pytest.mark.parametrize(
    ("products", "changes", "words"),
    [
        (
            {POWDER: TABLET},
            {},
            "products: expected a product of every .* none of 'sucrose'",
        ),
        ([TABLET], {}, "products: expected names with their products"),
        ({POWDER: "47335032683"}, {}, "products: expected names with their products"),
        ({1: TABLET}, {}, "products: expected names with their products"),
        (
            {**PRODUCTS, "empty shells": SUCROSE},
            {},
            "quantity of empty shells: expected digits .* not weighed beforehand",
        ),
        (
            PRODUCTS,
            {"fill": FillByCompletion()},
            "quantity of sucrose: .* not weighed beforehand; say what to bill",
        ),
        (
            PRODUCTS,
            {"balance": Balance(readability="0.1 mg")},
            "quantity of sucrose: expected digits .* at most three decimals",
        ),
        (PRODUCTS, {"drug": evolve(TABLETS, packing=None)}, "plan: expected"),
    ],
)
def test_a_segment_is_whole_or_none(
    products: Any, changes: dict[str, Any], words: str
) -> None:
    """A missing product, an amount to round or a draft makes no claim."""
    with pytest.raises(FieldError, match=words):
        segment(products, **changes)


def test_only_a_plan_has_a_segment() -> None:
    """A text is no plan."""
    with pytest.raises(FieldError, match="plan: expected a BatchPlan, got 'a batch'"):
        compound_segment("a batch", PRODUCTS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "options", "words"),
    [
        ("47335-0326-83", {}, "number: expected an NDC of 11 digits"),
        ("4733532683", {}, "number: .* pad with a leading zero"),
        ("00368071365437", {"qualifier": "12"}, "a GTIN of 14 digits with its check"),
        ("1", {"qualifier": "12"}, "a GTIN of 14 digits"),
        ("1", {"qualifier": "07"}, "qualifier: expected"),
        ("1", {"qualifier": "99", "quantity": "0"}, "quantity: expected digits above"),
        ("1", {"qualifier": "99", "quantity": "1.2345"}, "quantity: expected digits"),
        ("1", {"qualifier": "99", "quantity": 3}, "quantity: expected digits"),
    ],
)
def test_a_product_is_named_as_claims_have_it(
    number: str, options: dict[str, Any], words: str
) -> None:
    """An NDC has 11 digits, a GTIN 14 with a check digit; quantities are plain."""
    with pytest.raises(FieldError, match=words):
        Product(number, **options)


def test_an_amount_without_an_end_is_not_billed() -> None:
    """A third of a gram is said by the caller, not cut off here."""
    plan = batch(balance=None, prescription=Prescription("4.1 mg", capsules=7))

    with pytest.raises(FieldError, match=r"quantity of .*: expected digits above"):
        compound_segment(plan, PRODUCTS)


def test_other_numbers_are_taken_as_they_are() -> None:
    """A number of another register is not proven here."""
    silica = Additive("silica", share="1 %", packing=PackStatistic("80 mg", size="3"))
    products = {**PRODUCTS, "silica": Product("X-1", qualifier="99", quantity="0.14")}

    found = segment(products, additives=(silica,), filler=FILLER)

    assert [each.name for each in found.ingredients] == [POWDER, "silica", "sucrose"]
    assert found.ingredients[1].fields[0] == ("488-RE", "99")
